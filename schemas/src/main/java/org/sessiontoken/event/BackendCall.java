package org.sessiontoken.event;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.ReasonCode;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * One call of a backend: the first, or a retry of the guard. In JSON both durations are whole microseconds, since many backends
 * answer within less than a millisecond.
 *
 * @param startedAfter how long after {@link Timings#receivedAt} the call began
 * @param took how long the call took
 * @param reason why the backend did not find the credential genuine; null if it did
 */
public record BackendCall(
        Duration startedAfter, Duration took, @Nullable ReasonCode reason) {

    /** The maximum number of calls for one request. */
    public static final int MAX_COUNT = 10;

    private static final Duration MAX = Duration.of(Integer.MAX_VALUE, ChronoUnit.MICROS);
    private static final String STARTED_AFTER = "startedAfterMicros";
    private static final String TOOK = "tookMicros";
    private static final String REASON = "reason";

    /** Cuts off what a microsecond is too coarse for, and what is out of bounds. */
    public BackendCall {
        startedAfter = bounded(Objects.requireNonNull(startedAfter, "startedAfter is missing"));
        took = bounded(Objects.requireNonNull(took, "took is missing"));
    }

    private static Duration bounded(Duration duration) {
        if (duration.isNegative()) {
            return Duration.ZERO;
        }
        return duration.compareTo(MAX) > 0 ? MAX : duration.truncatedTo(ChronoUnit.MICROS);
    }

    static BackendCall read(JsonObjectReader members) {
        return new BackendCall(
                Duration.of(members.number(STARTED_AFTER, Integer.MAX_VALUE), ChronoUnit.MICROS),
                Duration.of(members.number(TOOK, Integer.MAX_VALUE), ChronoUnit.MICROS),
                members.optional(REASON, ReasonCode::new));
    }

    static final class Serializer extends ValueSerializer<BackendCall> {

        @Override
        public void serialize(BackendCall call, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
            generator.writeNumberProperty(STARTED_AFTER, micros(call.startedAfter));
            generator.writeNumberProperty(TOOK, micros(call.took));
            if (call.reason != null) {
                generator.writeStringProperty(REASON, call.reason.value());
            }
            generator.writeEndObject();
        }

        private static long micros(Duration duration) {
            return duration.toNanos() / 1_000;
        }
    }
}
