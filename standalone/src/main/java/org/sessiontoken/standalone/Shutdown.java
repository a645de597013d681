package org.sessiontoken.standalone;

/**
 * The stop of the process that Ctrl-C or SIGTERM asks for. What fails once it has begun fails because of it, and is not
 * reported. Safe for all threads.
 */
final class Shutdown {

    private final Object monitor = new Object();

    // Guarded by the monitor.
    private boolean begun;
    private Runnable stop = () -> {};

    /** Has the JVM begin it when the process is asked to end. */
    void awaitSignal() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::begin, "shutdown"));
        } catch (IllegalStateException endsAlready) {
            begin();
        }
    }

    /** What it has to stop, from now on. */
    void stops(Runnable running) {
        synchronized (monitor) {
            stop = running;
        }
    }

    /** Stops what is running. */
    void begin() {
        Runnable running;
        synchronized (monitor) {
            begun = true;
            running = stop;
        }
        running.run();
    }

    /** Whether what fails now is no failure of the program. */
    boolean hasBegun() {
        synchronized (monitor) {
            return begun;
        }
    }

    /** Runs a short step of the start, for which the shutdown waits; nothing once it has begun. */
    void unlessBegun(Runnable step) {
        synchronized (monitor) {
            if (!begun) {
                step.run();
            }
        }
    }
}
