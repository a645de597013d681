package org.sessiontoken.event;

import java.time.Instant;
import java.util.Objects;

/**
 * When the broker did its part, by its own clock. With these a reply differs from the same request's earlier reply.
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
