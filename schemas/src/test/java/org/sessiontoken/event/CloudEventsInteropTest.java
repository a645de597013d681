package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The CloudEvents project's own library reads what we write, and we read what it writes. */
class CloudEventsInteropTest {

    @Nested
    class TheirReader {

        @Test
        void readsOurRequest() {
            CloudEvent event = read(RequestCodec.write(SampleEvents.request()));

            assertThat(event.getSpecVersion()).hasToString("1.0");
            assertThat(event.getId()).isEqualTo(SampleEvents.REQUEST.value());
            assertThat(event.getType()).isEqualTo("org.sessiontoken.requested.v1");
            assertThat(event.getSource()).isEqualTo(URI.create("/requestors/http-adapter"));
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-03-01T12:00:00Z"));
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(event.getExtension("correlationid")).isEqualTo("flow-1");
            assertThat(event.getExtension("expirytime")).isEqualTo("2026-03-01T12:00:05Z");
            assertThat(Objects.requireNonNull(event.getData()).toBytes())
                    .isEqualTo(JsonEventWriter.write(SampleEvents.request().request()));
        }

        @Test
        void readsOurReply() {
            CloudEvent event = read(ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.empty()));

            assertThat(event.getId()).isEqualTo(SampleEvents.REQUEST.value());
            assertThat(event.getType()).isEqualTo("org.sessiontoken.replied.v1");
            assertThat(event.getSource()).isEqualTo(URI.create("/session-token-broker"));
            assertThat(event.getExtension("causationid")).isEqualTo(SampleEvents.REQUEST.value());
        }

        @Test
        void readsOurSignOn() {
            CloudEvent event = read(SignOnCodec.write(SampleEvents.signOn()));

            assertThat(event.getType()).isEqualTo("org.sessiontoken.sign-on-requested.v1");
            assertThat(event.getSource()).isEqualTo(URI.create("/requestors/http-adapter"));
            assertThat(event.getExtension("correlationid")).isEqualTo("flow-1");
        }

        @Test
        void readsOurReplyToASignOn() {
            CloudEvent event =
                    read(SignOnReplyCodec.write(SampleEvents.reply(SampleEvents.signedOn()), Optional.empty()));

            assertThat(event.getType()).isEqualTo("org.sessiontoken.signed-on.v1");
            assertThat(event.getSource()).isEqualTo(URI.create("/session-token-broker/session-service"));
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-03-01T12:00:00.009Z"));
        }

        @Test
        void readsOurAuthService() {
            CloudEvent event = read(AuthServiceCodec.write(SampleEvents.authService(), SampleEvents.NOON));

            assertThat(event.getType()).isEqualTo("org.sessiontoken.auth-service-described.v1");
        }

        @Test
        void readsOurBreakerChange() {
            CloudEvent event = read(BreakerChangeCodec.write(SampleEvents.breaker()));

            assertThat(event.getType()).isEqualTo("org.sessiontoken.breaker-changed.v1");
            assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-03-01T12:00:00Z"));
        }

        @Test
        void readsOurDeadLetter() {
            CloudEvent event = read(DeadLetterCodec.write(null, SampleEvents.deadLetter(null)));

            assertThat(event.getId()).isEqualTo("ags.session-token.requests-3-4711");
        }

        private CloudEvent read(ProducerRecord<byte[], byte[]> record) {
            return KafkaMessageFactory.createReader(SampleEvents.consumed(record))
                    .toEvent();
        }
    }

    @Nested
    class TheirWriter {

        private final CloudEvent event = CloudEventBuilder.v1()
                .withId(SampleEvents.REQUEST.value())
                .withType("org.sessiontoken.requested.v1")
                .withSource(URI.create("/requestors/http-adapter"))
                .withTime(OffsetDateTime.of(2026, 3, 1, 14, 0, 0, 0, ZoneOffset.ofHours(2)))
                .withSubject("passed over")
                .withData(
                        "application/json",
                        JsonEventWriter.write(SampleEvents.request().request()))
                .build();

        @Test
        void isReadInBinaryMode() {
            assertRead(KafkaMessageFactory.<byte[]>createWriter(Topics.REQUESTS, key())
                    .writeBinary(event));
        }

        @Test
        void isReadInStructuredMode() {
            assertRead(KafkaMessageFactory.<byte[]>createWriter(Topics.REQUESTS, key())
                    .writeStructured(event, "application/cloudevents+json"));
        }

        private byte[] key() {
            return "flow-1".getBytes(StandardCharsets.UTF_8);
        }

        private void assertRead(ProducerRecord<byte[], byte[]> record) {
            ReturnAddress.of(SampleEvents.REQUESTOR, CorrelationKey.of(SampleEvents.REQUEST), 3)
                    .writeTo(record.headers());

            RequestEvent read = RequestCodec.read(SampleEvents.consumed(record));

            assertThat(read.request()).isEqualTo(SampleEvents.request().request());
            assertThat(read.returnAddress()).isEqualTo(SampleEvents.request().returnAddress());
        }
    }
}
