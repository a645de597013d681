package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.value.TraceParent;

class RequestObservationsTest {

    private static final TraceParent NAMED = new TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    private static final String TRACED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Tracer tracer = new Tracer();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final RequestObservations observations = new RequestObservations(registry);

    RequestObservationsTest() {
        registry.observationConfig().observationHandler(tracer);
    }

    @Nested
    class OfASending {

        @Test
        void areNoneWhereTheRequestNamesItsTrace() {
            Sending sending = observations.send(message(Optional.of(NAMED)));

            assertThat(sending.trace()).contains(NAMED);
            assertThat(tracer.started).isEmpty();
        }

        @Test
        void giveItsTraceToTheEvent() {
            assertThat(observations.send(message(Optional.empty())).trace()).contains(new TraceParent(TRACED));
        }

        @Test
        void giveNoTraceThatIsMalformed() {
            tracer.traceparent = "of another format";

            assertThat(observations.send(message(Optional.empty())).trace()).isEmpty();
        }

        @Test
        void areBelowTheCurrentOneAlsoWhenItIsRepeated() {
            Observation asking = Observation.start("asking", registry);
            Sending first;
            try (Observation.Scope current = asking.openScope()) {
                first = observations.send(message(Optional.empty()));
            }

            first.again();

            assertThat(tracer.started.subList(1, 3))
                    .extracting(Observation.Context::getParentObservation)
                    .containsOnly(asking);
        }

        @Test
        void haveNoIdAsTagOfAMetric() {
            observations.send(message(Optional.empty()));

            Observation.Context context = tracer.started.get(0);
            assertThat(context.getLowCardinalityKeyValues())
                    .extracting(KeyValue::getValue)
                    .doesNotContain(Samples.FLOW.value(), Samples.REQUEST.value());
            assertThat(context.getHighCardinalityKeyValues())
                    .extracting(KeyValue::getValue)
                    .contains(Samples.FLOW.value(), Samples.REQUEST.value());
        }

        @Test
        void endWhenKafkaHasTheRequestOrDoesNotTakeIt() {
            observations.send(message(Optional.empty())).acknowledged();
            observations.send(message(Optional.empty())).failed(ClientReason.KAFKA_UNREACHABLE);

            assertThat(tracer.stopped)
                    .extracting(context -> context.getHighCardinalityKeyValue("error.type"))
                    .containsExactly(null, KeyValue.of("error.type", "kafka-unreachable"));
        }
    }

    @Nested
    class OfAReply {

        @Test
        void areThereIfItBelongsToATraceThatIsRecorded() {
            assertThat(observations.process(reply(TRACED)).isNoop()).isFalse();
            assertThat(observations
                            .process(reply(TRACED.replaceFirst("01$", "00")))
                            .isNoop())
                    .isTrue();
            assertThat(observations.process(reply("malformed")).isNoop()).isTrue();
        }
    }

    @Test
    void areNoneWhereNobodyObserves() {
        RequestObservations none = new RequestObservations(ObservationRegistry.NOOP);

        assertThat(none.send(message(Optional.empty())).trace()).isEmpty();
        assertThat(none.process(reply(TRACED)).isNoop()).isTrue();
    }

    private static Message message(Optional<TraceParent> trace) {
        return Message.of(Samples.event(trace));
    }

    private static ConsumerRecord<byte[], byte[]> reply(String traceparent) {
        ConsumerRecord<byte[], byte[]> record =
                Samples.record(CorrelationKey.of(Samples.REQUEST), Samples.issued(Samples.REQUEST));
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.US_ASCII));
        return record;
    }

    /** Does what a tracer does: it names the trace of what is sent. */
    private static final class Tracer implements ObservationHandler<Observation.Context> {

        private final List<Observation.Context> started = new ArrayList<>();
        private final List<Observation.Context> stopped = new ArrayList<>();
        private String traceparent = TRACED;

        @Override
        public void onStart(Observation.Context context) {
            started.add(context);
            if (context instanceof SenderContext<?> sent) {
                name(sent);
            }
        }

        private <C> void name(SenderContext<C> sent) {
            sent.getSetter().set(sent.getCarrier(), "traceparent", traceparent);
            sent.getSetter().set(sent.getCarrier(), "tracestate", "vendor=1");
        }

        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
