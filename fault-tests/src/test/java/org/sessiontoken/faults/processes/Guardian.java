package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Kills the programs under test when this program is gone, however it went: a shell that reads their process IDs from a pipe,
 * and sees its end. It is the only way that reaches programs which were stopped by SIGSTOP.
 */
final class Guardian {

    private static final String SCRIPT = "all=' '; while read -r what pid; do case $what in"
            + " +) all=\"$all$pid \";; -) all=$(printf '%s' \"$all\" | sed \"s/ $pid / /\");; esac; done;"
            + " for pid in $all; do kill -9 $pid; done";

    private static final Guardian ONE = new Guardian();

    private final OutputStream pipe;

    private Guardian() {
        try {
            // In a session of its own: a Ctrl-C is not for it.
            Process shell = new ProcessBuilder("setsid", "sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            pipe = shell.getOutputStream();
        } catch (IOException noShell) {
            throw new UncheckedIOException(noShell);
        }
    }

    static void guard(Process process) {
        ONE.tell("+ " + process.pid());
        process.onExit().thenAccept(ended -> ONE.tell("- " + ended.pid()));
    }

    private synchronized void tell(String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
