package org.sessiontoken.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.telemetry.SpanAttribute;
import org.sessiontoken.value.TraceParent;

class RequestTracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final Optional<TraceParent> SAMPLED =
            Optional.of(new TraceParent("00-" + TRACE + "-" + PARENT + "-01"));
    private static final Optional<TraceParent> UNSAMPLED =
            Optional.of(new TraceParent("00-" + TRACE + "-" + PARENT + "-00"));
    private static final Supplier<String> NAME = () -> "POST /ags/getSessionToken";
    private static final Supplier<String> NOBODY_ASKS = () -> {
        throw new AssertionError("a name is made in vain");
    };

    private final RecordedSpans recorded = new RecordedSpans();

    @Nested
    class WhileItIsOff {

        @Test
        void passesOnWhatCameAndAddsNothing() {
            RequestTracing off = RequestTracing.off();

            assertThat(off.begin(Kind.SERVER, SAMPLED, NOBODY_ASKS).trace()).isEqualTo(SAMPLED);
            assertThat(off.begin(Kind.SERVER, Optional.empty(), NOBODY_ASKS).trace())
                    .isEmpty();
            assertThat(off.continued(Kind.PRODUCER, SAMPLED, NOBODY_ASKS).isRecorded())
                    .isFalse();
            assertThat(off.registry().isNoop()).isTrue();
        }
    }

    @Nested
    class OfARequestThatComesWithATrace {

        @ParameterizedTest
        @ValueSource(doubles = {0, 1})
        void doesWhatWhoeverBeganTheTraceHasDecided(double probability) {
            RequestTracing tracing = recorded.tracing(probability);

            RequestSpan unsampled = tracing.begin(Kind.SERVER, UNSAMPLED, NOBODY_ASKS);
            RequestSpan sampled = tracing.begin(Kind.SERVER, SAMPLED, NAME);
            sampled.end();

            assertThat(unsampled.isRecorded()).isFalse();
            assertThat(unsampled.trace()).isEqualTo(UNSAMPLED);
            SpanData span = only();
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(PARENT);
            assertThat(sampled.trace()).contains(new TraceParent("00-" + TRACE + "-" + span.getSpanId() + "-01"));
        }
    }

    @Nested
    class OfARequestThatComesWithoutATrace {

        @Test
        void recordsTheShareThatIsConfigured() {
            RequestTracing tracing = recorded.tracing(0.25);

            long share = IntStream.range(0, 4_000)
                    .filter(i ->
                            tracing.begin(Kind.SERVER, Optional.empty(), NAME).isRecorded())
                    .count();

            // Within six standard deviations.
            assertThat(share).isBetween(835L, 1_165L);
        }

        @Test
        void givesATraceIdToThoseThatItDoesNotRecord() {
            RequestTracing tracing = recorded.tracing(0);

            RequestSpan first = tracing.begin(Kind.SERVER, Optional.empty(), NOBODY_ASKS);
            RequestSpan second = tracing.begin(Kind.SERVER, Optional.empty(), NOBODY_ASKS);

            assertThat(first.trace()).hasValueSatisfying(trace -> {
                assertThat(trace.isSampled()).isFalse();
                assertThat(trace.traceId())
                        .hasSize(32)
                        .isNotEqualTo(second.trace().orElseThrow().traceId());
            });
            first.end();
            assertThat(recorded.ended()).isEmpty();
        }

        @Test
        void beginsATraceForThoseThatItRecords() {
            recorded.tracing(1).begin(Kind.CONSUMER, Optional.empty(), NAME).end();

            assertThat(only().getKind()).isEqualTo(SpanKind.CONSUMER);
            assertThat(only().getParentSpanContext().isValid()).isFalse();
        }
    }

    @Nested
    class Spans {

        @Test
        void haveNamesAsTheyAreAndNumbersThatAreNumbers() {
            RequestSpan span = recorded.tracing(1).begin(Kind.SERVER, Optional.empty(), NAME);
            span.set(SpanAttribute.HTTP_STATUS, 200)
                    .set(SpanAttribute.OUTCOME, "issued")
                    .setIfKnown(SpanAttribute.TENANT_ID, Optional.empty())
                    .end();

            assertThat(only().getName()).isEqualTo("POST /ags/getSessionToken");
            assertThat(only().getAttributes().asMap())
                    .containsEntry(AttributeKey.longKey("http.response.status_code"), 200L)
                    .containsEntry(AttributeKey.stringKey("ags.outcome"), "issued")
                    .doesNotContainKey(AttributeKey.stringKey("ags.tenant_id"));
            assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }

        @Test
        void failWithoutAnException() {
            RequestSpan span = recorded.tracing(1).begin(Kind.SERVER, Optional.empty(), NAME);
            span.fail("503");
            span.end();

            assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(only().getStatus().getDescription()).isEmpty();
            assertThat(only().getEvents()).isEmpty();
        }

        @Test
        void areWithinTheirRequestAndHaveItsCorrelationId() {
            RequestSpan span = recorded.tracing(1).begin(Kind.CONSUMER, SAMPLED, NAME);
            span.set(SpanAttribute.CORRELATION_ID, "flow-1");
            RequestSpan step = span.child("authenticate");
            step.end();

            assertThat(only().getKind()).isEqualTo(SpanKind.INTERNAL);
            assertThat(only().getTraceId()).isEqualTo(TRACE);
            assertThat(only().getAttributes().asMap())
                    .containsEntry(AttributeKey.stringKey("messaging.message.conversation_id"), "flow-1");
            span.end();
            assertThat(recorded.ended().get(1).getSpanId()).isEqualTo(only(0).getParentSpanId());
        }

        @Test
        void areCurrentWithinTheirScopeOnly() {
            RequestTracing tracing = recorded.tracing(1);
            RequestSpan span = tracing.begin(Kind.SERVER, Optional.empty(), NAME);
            try (Observation.Scope current = span.openScope()) {
                assertThat(tracing.registry().getCurrentObservation()).isNotNull();
            }
            assertThat(tracing.registry().getCurrentObservation()).isNull();

            try (Observation.Scope none =
                    tracing.begin(Kind.SERVER, UNSAMPLED, NOBODY_ASKS).openScope()) {
                assertThat(tracing.registry().getCurrentObservation()).isNull();
            }
        }
    }

    private SpanData only() {
        assertThat(recorded.ended()).hasSize(1);
        return only(0);
    }

    private SpanData only(int index) {
        return recorded.ended().get(index);
    }
}
