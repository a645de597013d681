package org.sessiontoken.event;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one broker process has counted of wrong credentials since its last such event, for all other instances.
 *
 * @param writer identifies the process, by which it passes over its own events; another one after each start
 * @param countedAt when the event was made
 * @param counts what was counted, each key once
 */
public record FailuresCounted(String writer, Instant countedAt, List<FailureCount> counts) {

    /** The maximum number of counts in one event. */
    public static final int MAX_COUNTS = 1_000;

    /** Refuses a missing part and too many counts. */
    public FailuresCounted {
        Objects.requireNonNull(writer, "writer is missing");
        Objects.requireNonNull(countedAt, "countedAt is missing");
        counts = List.copyOf(Objects.requireNonNull(counts, "counts is missing"));
        if (counts.size() > MAX_COUNTS) {
            throw new IllegalArgumentException("counts must be at most " + MAX_COUNTS);
        }
    }
}
