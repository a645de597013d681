package org.sessiontoken.broker.reply;

import java.util.Optional;

/**
 * How it ended to write an event.
 *
 * @param refusal why Kafka will never take the event, however often it is sent; empty if Kafka has it
 */
public record WriteResult(Optional<Throwable> refusal) {

    static final WriteResult WRITTEN = new WriteResult(Optional.empty());

    static WriteResult refused(Throwable refusal) {
        return new WriteResult(Optional.of(refusal));
    }
}
