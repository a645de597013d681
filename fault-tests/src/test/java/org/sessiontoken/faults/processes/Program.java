package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program under test. Its process may end, and another one of the same program be started. */
public final class Program {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final String name;
    private final Path log;
    private final List<String> command;
    private final Readiness readiness;
    private @Nullable Process process;

    /** Whether a program does its work. */
    @FunctionalInterface
    interface Readiness {
        boolean isReady();
    }

    Program(String name, Path logs, List<String> command, Readiness readiness) {
        this.name = name;
        this.log = logs.resolve(name + ".log");
        this.command = command;
        this.readiness = readiness;
    }

    /** Its name in all that is printed. */
    public String name() {
        return name;
    }

    boolean hasLogged(String text) {
        try {
            return Files.readString(log).contains(text);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Starts a process, and does not wait until it is ready. */
    public void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            Guardian.guard(started);
            process = started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Waits until it does its work. */
    public void awaitReady() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!readiness.isReady()) {
            if (!isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        name + " is not ready" + (isAlive() ? "" : ", it has ended") + ": see " + log);
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    /** Whether its process runs, or is stopped and may go on. */
    public boolean isAlive() {
        Process last = process;
        return last != null && last.isAlive();
    }

    /** As by {@code kill -9}. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    /** Asks it to end, by SIGTERM, and waits until it has. */
    public void terminate() {
        running().destroy();
        awaitEnd();
    }

    /** Stops it where it is, by SIGSTOP: its connections stay open, and nobody is answered. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on, by SIGCONT. */
    public void thaw() {
        signal("CONT");
    }

    /** Waits until its process has ended. */
    public void awaitEnd() {
        try {
            if (!running().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + running().pid())
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private Process running() {
        Process last = process;
        if (last == null) {
            throw new IllegalStateException(name + " was not started");
        }
        return last;
    }

    void killIfAlive() {
        Process last = process;
        if (last != null) {
            last.destroyForcibly();
        }
    }
}
