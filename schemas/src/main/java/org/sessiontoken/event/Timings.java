package org.sessiontoken.event;

import java.time.Instant;
import java.util.Objects;

/**
 * When the broker worked on a request, by its own clock. Two replies to the same request differ in nothing else.
 *
 * @param receivedAt when the request was taken from its topic
 * @param repliedAt when the outcome was known and written
 */
public record Timings(Instant receivedAt, Instant repliedAt) {

    /** Refuses a missing part. */
    public Timings {
        Objects.requireNonNull(receivedAt, "timings.receivedAt is missing");
        Objects.requireNonNull(repliedAt, "timings.repliedAt is missing");
    }
}
