package org.sessiontoken.answering.writing;

import java.util.Optional;

/**
 * How it ended to write an event.
 *
 * @param refusal why Kafka will never take the event, however often it is sent; empty otherwise
 * @param late whether the event was given up, since Kafka had not taken it in time; it may be on its topic all the same
 */
public record WriteResult(Optional<Throwable> refusal, boolean late) {

    /** Kafka has the event. */
    public static final WriteResult WRITTEN = new WriteResult(Optional.empty(), false);

    /** The event was given up. */
    public static final WriteResult LATE = new WriteResult(Optional.empty(), true);

    /** Kafka will never take the event. */
    public static WriteResult refused(Throwable refusal) {
        return new WriteResult(Optional.of(refusal), false);
    }
}
