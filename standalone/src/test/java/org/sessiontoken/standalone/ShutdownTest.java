package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShutdownTest {

    private final Shutdown shutdown = new Shutdown();
    private final List<String> events = new ArrayList<>();

    @Test
    void stopsWhatIsRunning() {
        shutdown.stops(() -> events.add("stopped"));
        assertThat(shutdown.hasBegun()).isFalse();

        shutdown.begin();

        assertThat(shutdown.hasBegun()).isTrue();
        assertThat(events).containsExactly("stopped");
    }

    @Test
    void lastsThroughNoFurtherStepOfTheStart() {
        shutdown.unlessBegun(() -> events.add("before"));
        shutdown.begin();
        shutdown.unlessBegun(() -> events.add("after"));
        assertThat(events).containsExactly("before");
    }

    @Test
    void letsNothingBeReportedAsAFailureOnceItHasBegun(@TempDir Path folder) {
        String missing = folder.resolve("none.yaml").toString();
        assertThat(errors("--config", missing)).contains("does not exist");

        shutdown.begin();

        assertThat(errors("--config", missing)).isEmpty();
    }

    private String errors(String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine commands = TokenBroker.commandLine(Clock.systemUTC(), ProcessShell::open, shutdown)
                .setErr(new PrintWriter(errors, true));
        assertThat(commands.execute(arguments)).isNotZero();
        return errors.toString();
    }
}
