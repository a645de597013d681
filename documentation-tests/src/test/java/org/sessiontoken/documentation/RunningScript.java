package org.sessiontoken.documentation;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A script that was started, and what it has written so far. */
record RunningScript(Process process, Path file) implements AutoCloseable {

    String output() {
        return SourceTree.text(file);
    }

    /** Waits for the end, and returns the exit status. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the script did not end");
        }
        return process.exitValue();
    }

    /** Ends what goes on for ever, as Ctrl-C does. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
