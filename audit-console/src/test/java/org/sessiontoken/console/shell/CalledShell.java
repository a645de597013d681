package org.sessiontoken.console.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;

/** A shell in which a test calls the command, and what was written there. */
final class CalledShell {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter notes = new StringWriter();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Terminal terminal;
    private final OutputStream into;

    private CalledShell(Terminal terminal, boolean isRead) {
        this.terminal = terminal;
        this.into = isRead ? out : new ClosedPipe();
    }

    /** As before {@code | cat}. */
    static CalledShell piped() {
        return new CalledShell(new Terminal(false, false, false, 80, StandardCharsets.UTF_8), true);
    }

    /** As before {@code | head}, when head has ended. */
    static CalledShell pipedToNobody() {
        return new CalledShell(new Terminal(false, false, false, 80, StandardCharsets.UTF_8), false);
    }

    static CalledShell terminal(int columns, boolean hasColours) {
        return new CalledShell(new Terminal(true, false, hasColours, columns, StandardCharsets.UTF_8), true);
    }

    /** Calls the command, and returns its exit status. */
    int call(Clock clock, String... arguments) {
        Shell shell = new Shell(into, new PrintWriter(notes, true), terminal, ZoneOffset.UTC, "anna", stopped::get);
        CommandLine audit = AuditCommand.of(() -> shell, clock);
        return audit.setErr(new PrintWriter(notes, true)).execute(arguments);
    }

    /** As Ctrl-C does. */
    void stop() {
        stopped.set(true);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }

    String notes() {
        return notes.toString();
    }

    private static final class ClosedPipe extends OutputStream {

        @Override
        public void write(int one) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
