package org.sessiontoken.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sessiontoken.console.shell.Shell;
import org.sessiontoken.console.shell.Terminal;

/** The shell that has started this process. Ctrl-C lets a command write what it has, and then ends the process. */
final class ProcessShell {

    private static final long MAX_WAIT_SECONDS = 3;
    private static final int OUT = 1;
    private static final int ERR = 2;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 40;

    private static final AtomicBoolean STOPPED = new AtomicBoolean();
    private static final CountDownLatch ENDED = new CountDownLatch(1);

    private ProcessShell() {}

    static Shell open() {
        Runtime.getRuntime().addShutdownHook(new Thread(ProcessShell::stop, "shutdown"));
        Charset charset = charset();
        return new Shell(
                // Not System.out, which hides that nobody reads it any more.
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), charset), true),
                terminal(charset, System.getenv()),
                ZoneId.systemDefault(),
                System.getProperty("user.name", "unknown"),
                STOPPED::get);
    }

    /** Has no shell to wait for any more. */
    static void ended() {
        ENDED.countDown();
    }

    private static void stop() {
        STOPPED.set(true);
        try {
            ENDED.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException atOnce) {
            Thread.currentThread().interrupt();
        }
    }

    /** Java 17 knows the one or the other. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", ""));
        return name.isEmpty() || !Charset.isSupported(name) ? StandardCharsets.UTF_8 : Charset.forName(name);
    }

    private static Terminal terminal(Charset charset, Map<String, String> environment) {
        int shown = status("r=0; [ -t 1 ] && r=$((r + " + OUT + ")); [ -t 2 ] && r=$((r + " + ERR + ")); exit $r");
        boolean isTerminal = (shown & OUT) != 0;
        boolean hasColours = isTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                isTerminal,
                (shown & ERR) != 0,
                hasColours,
                isTerminal ? columns(environment) : DEFAULT_COLUMNS,
                charset);
    }

    private static int columns(Map<String, String> environment) {
        String known = environment.getOrDefault("COLUMNS", "");
        String columns = known.isEmpty() ? output("stty size </dev/tty | cut -d' ' -f2") : known;
        return columns.matches("[1-9][0-9]{0,4}") ? Math.max(MIN_COLUMNS, Integer.parseInt(columns)) : DEFAULT_COLUMNS;
    }

    /** Whether a descriptor is a terminal, Java tells of both together, and of some versions otherwise than of others. */
    private static int status(String script) {
        try {
            return new ProcessBuilder("sh", "-c", script).inheritIO().start().waitFor();
        } catch (IOException noShell) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static String output(String script) {
        try {
            Process process = new ProcessBuilder("sh", "-c", script)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException noShell) {
            return "";
        }
    }
}
