package org.sessiontoken.console.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a request's time.
 *
 * @param what what happened
 * @param attempt which sending of the request, or which call of the backend, the first being 1
 * @param startMs when it began, in milliseconds from the beginning of the timeline
 * @param durationMs how long it took, in milliseconds; null if no event says when it ended
 * @param result what came of it, if anything can be said
 * @param exact whether both ends are by the same clock; otherwise the duration is as wrong as the clocks differ
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Span(
        What what,
        int attempt,
        double startMs,
        @Nullable Double durationMs,
        @Nullable String result,
        boolean exact) {

    /** What happened in a piece of a request's time. */
    public enum What {
        /** The requestor made the request, until Kafka had it. */
        SENT,
        /** The request was on its topic, until a broker instance took it: it queued. */
        ON_THE_TOPIC,
        /** A broker instance took it: the result says which. */
        TAKEN,
        /** The broker opened and checked the request, until it called the backend. */
        OPENED,
        /** A call of the backend: the first, or a retry. The result says why it did not find the credential genuine. */
        BACKEND_ATTEMPT,
        /** The broker waited before it retried. */
        WAITED,
        /** The broker made the reply; where no call is noted, the whole time between request and reply. */
        DECIDED,
        /** The reply was on its way, until Kafka had it. The result is the outcome. */
        REPLY,
        /** The adapter answered. No event says so: the status is the one that belongs to the outcome. */
        HTTP_ANSWER;

        private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** The name in answers. */
        @JsonValue
        public String code() {
            return code;
        }
    }
}
