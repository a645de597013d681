package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * When the broker worked on a request, by its own clock. Two replies to the same request differ in nothing else.
 *
 * @param receivedAt when the request was taken from its topic
 * @param repliedAt when the outcome was known and written
 * @param calls the calls of the backend, the first one first; none if it was not asked. In JSON an empty list is left out
 */
public record Timings(
        Instant receivedAt,
        Instant repliedAt,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<BackendCall> calls) {

    /** Refuses a missing part, and more calls than any guard makes. */
    public Timings {
        Objects.requireNonNull(receivedAt, "timings.receivedAt is missing");
        Objects.requireNonNull(repliedAt, "timings.repliedAt is missing");
        calls = List.copyOf(Objects.requireNonNull(calls, "timings.calls is missing"));
        if (calls.size() > BackendCall.MAX_COUNT) {
            throw new IllegalArgumentException("timings.calls must be at most " + BackendCall.MAX_COUNT);
        }
    }

    /** The times of a request for which no backend was asked. */
    public Timings(Instant receivedAt, Instant repliedAt) {
        this(receivedAt, repliedAt, List.of());
    }

    /** Reads the times, beside calls that were read. */
    static Timings readFrom(JsonObjectReader members, List<BackendCall> calls) {
        return new Timings(
                members.required("receivedAt", Rfc3339DateTime::parse),
                members.required("repliedAt", Rfc3339DateTime::parse),
                calls);
    }
}
