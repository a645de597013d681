package org.sessiontoken.adapter.background;

/** Fails while it is described, as everything does once no memory is left. It kills the thread of a background task. */
public final class UndescribableError extends Error {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
        throw new OutOfMemoryError("while the error was described");
    }
}
