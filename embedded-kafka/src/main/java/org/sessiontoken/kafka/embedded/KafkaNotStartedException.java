package org.sessiontoken.kafka.embedded;

import org.jspecify.annotations.Nullable;

/**
 * The embedded Kafka did not start. No thread is left running, no file locked and no port bound.
 *
 * <p>The message says what to change. A program that gives the settings names of its own, such as command line options, can
 * add the right name with the help of {@link #reason()}.
 */
public final class KafkaNotStartedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    KafkaNotStartedException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The obstacle. */
    public Reason reason() {
        return reason;
    }

    /** The obstacles to a start. */
    public enum Reason {
        /** Another process listens on the port, or this process may not listen on it. Choose another port. */
        PORT_UNAVAILABLE,
        /** Another running Kafka uses the data directory. Stop it or choose another directory. */
        DIRECTORY_IN_USE,
        /** The data directory cannot be created or written. Make it writable or choose another directory. */
        DIRECTORY_NOT_WRITABLE,
        /** Kafka itself failed while it started; see the cause. */
        STARTUP_FAILED
    }
}
