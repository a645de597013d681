package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code audit} in a real shell: what is a terminal there, what is a pipe, and what a signal does. */
class AuditShellIT {

    private static final String ESCAPE = "\u001b";

    @TempDir
    private static Path folder;

    private static Program broker;
    private static String kafka;

    @BeforeAll
    static void start() throws IOException {
        broker = Program.startOnFreePorts(folder);
        kafka = broker.awaitReady().path("kafkaBootstrap").asString();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        broker.stop();
    }

    private static String output(String script, String... arguments) throws IOException, InterruptedException {
        String[] all = Stream.concat(Stream.of(arguments), Stream.of("--bootstrap-server", kafka))
                .toArray(String[]::new);
        try (Program program = Program.script(folder, script, all)) {
            program.awaitEnd();
            return program.output();
        }
    }

    /** In a terminal, which {@code script} makes. */
    private static String inATerminal(String settings, String... arguments) throws IOException, InterruptedException {
        boolean there =
                Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, "script")));
        if (!there) {
            System.out.println("SKIPPED: script is not installed, so the commands were not tried in a terminal");
        }
        Assumptions.assumeTrue(there);
        return output(
                "export TERM=xterm; unset COLUMNS; script -qec \"stty cols 60; " + settings
                        + " $*\" /dev/null </dev/null",
                arguments);
    }

    @Test
    void inATerminalTheyHaveColoursAndOnlyTheColumnsThatFit() throws Exception {
        String text = inATerminal("", "audit", "find");

        assertThat(text).contains(ESCAPE + "[2mtime     outcome", "startup-check");
        assertThat(text).doesNotContain("request ID");
    }

    @Test
    void inATerminalTheyHaveNoColoursWhereNobodyWantsThem() throws Exception {
        String text = inATerminal("NO_COLOR=1", "audit", "find");

        assertThat(text).contains("startup-check").doesNotContain(ESCAPE + "[2m");
    }

    @Test
    void inAPipeTheyHaveAllColumnsAndNoColours() throws Exception {
        assertThat(output("\"$@\" | cat", "audit", "find"))
                .contains("startup-check", "request ID")
                .doesNotContain(ESCAPE);
    }

    @Test
    void theyEndQuietlyWhenThePipeIsClosed() throws Exception {
        assertThat(output("\"$@\" | true; echo \"${PIPESTATUS[0]}\"", "audit", "export"))
                .isEqualToIgnoringWhitespace("141");
    }

    @Test
    void theyEndQuietlyWhenTheyAreStopped() throws Exception {
        try (Program tail = Program.script(folder, "exec \"$@\"", "audit", "tail", "--bootstrap-server", kafka)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> tail.output().contains("Ctrl-C ends."));
            tail.stop();

            assertThat(tail.output().lines()).hasSize(2);
        }
    }
}
