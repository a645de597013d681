package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SignOnReplyCodecTest {

    @Test
    void readsTokensAsItWritesThem() {
        SignOnReplyEvent event = SampleEvents.reply(SampleEvents.signedOn());

        assertThat(SignOnReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SIGNED_ON")
    void readsEachOtherOutcomeAsItWritesIt(SignOnOutcome outcome) {
        SignOnReplyEvent event = SampleEvents.reply(SampleEvents.refused(outcome, null, SampleEvents.HASH));

        assertThat(SignOnReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @Test
    void writesToThePartitionThatTheRequestorReads() {
        ProducerRecord<byte[], byte[]> record =
                SignOnReplyCodec.write(SampleEvents.reply(SampleEvents.signedOn()), Optional.of(3));

        assertThat(record.topic()).isEqualTo("ags.session-token.replies.http-adapter");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("flow-1");
    }

    /** So that whoever answers the same attempt twice, in place of another instance, adds nothing to the audit trail. */
    @Test
    void writesTheSameReplyAlike() {
        ProducerRecord<byte[], byte[]> once =
                SignOnReplyCodec.write(SampleEvents.reply(SampleEvents.signedOn()), Optional.of(3));
        ProducerRecord<byte[], byte[]> twice =
                SignOnReplyCodec.write(SampleEvents.reply(SampleEvents.signedOn()), Optional.of(3));

        assertThat(once.headers()).isEqualTo(twice.headers());
        assertThat(once.value()).isEqualTo(twice.value());
    }

    /** Both types are on the reply topics. */
    @Nested
    class BesideRepliesToRequests {

        private final ConsumerRecord<byte[], byte[]> signOn = consumed(SampleEvents.reply(SampleEvents.signedOn()));
        private final ConsumerRecord<byte[], byte[]> request =
                SampleEvents.consumed(ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.of(3)));

        @Test
        void isToldApartByItsTypeAlone() {
            assertThat(SignOnReplyCodec.isReply(signOn.headers())).isTrue();
            assertThat(ReplyCodec.isReply(signOn.headers())).isFalse();
            assertThat(SignOnReplyCodec.isReply(request.headers())).isFalse();
            assertThat(ReplyCodec.isReply(request.headers())).isTrue();
        }

        @Test
        void isNeitherWhereTheTypeIsMissing() {
            assertThat(SignOnReplyCodec.isReply(new RecordHeaders())).isFalse();
            assertThat(ReplyCodec.isReply(new RecordHeaders())).isFalse();
        }

        @Test
        void isNotReadAsOne() {
            assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> ReplyCodec.read(signOn));
            assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> SignOnReplyCodec.read(request));
        }
    }

    private static ConsumerRecord<byte[], byte[]> consumed(SignOnReplyEvent event) {
        return SampleEvents.consumed(SignOnReplyCodec.write(event, Optional.of(3)));
    }
}
