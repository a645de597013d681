package org.sessiontoken.kafka.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded Kafka refused to start; nothing is left running, locked or bound.
 *
 * <p>The message says what to change. {@link #reason()} lets a program that gives these settings names of its own, such as
 * command line flags, name them too.
 */
public final class KafkaNotStartedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    KafkaNotStartedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What stood in the way. */
    public enum Reason {
        /** Another process listens on the chosen port, or this one may not. Choose another port. */
        PORT_UNAVAILABLE,
        /** Another running Kafka uses the data directory. Stop it or choose another directory. */
        DIRECTORY_IN_USE,
        /** The data directory cannot be created or written. Make it writable or choose another directory. */
        DIRECTORY_NOT_WRITABLE,
        /** Kafka itself failed on the way up; the cause tells more. */
        STARTUP_FAILED
    }
}
