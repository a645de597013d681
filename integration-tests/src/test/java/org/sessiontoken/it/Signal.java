package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A signal to a process. */
enum Signal {
    /** Stops it where it is: its connections stay open, and nobody is answered. */
    STOP,
    /** Has it go on. */
    CONT;

    void to(Process process) {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
