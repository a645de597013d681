package org.sessiontoken.adapter.background;

/** Fails again while it is described, as an error does when no memory is left. It kills the thread of a background task. */
public final class UndescribableError extends Error {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
        throw new IllegalStateException("fails while it is described");
    }
}
