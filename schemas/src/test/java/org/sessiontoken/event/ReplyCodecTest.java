package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ReplyCodecTest {

    @Test
    void readsAnIssuedTokenAsItWritesIt() {
        ReplyEvent event = SampleEvents.reply(SampleEvents.issued());

        assertThat(ReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ISSUED")
    void readsEachOtherOutcomeAsItWritesIt(Outcome outcome) {
        ReplyEvent event = SampleEvents.reply(SampleEvents.declined(outcome, null, null));

        assertThat(ReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @Test
    void readsAReplyThatNobodyWaitsFor() {
        ReplyEvent event = new ReplyEvent(SampleEvents.FLOW, SampleEvents.issued(), Optional.empty(), Optional.empty());

        assertThat(ReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @Test
    void writesToThePartitionThatTheRequestorReads() {
        ProducerRecord<byte[], byte[]> record =
                ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.of(3));

        assertThat(record.topic()).isEqualTo("ags.session-token.replies.http-adapter");
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("flow-1");
    }

    @Test
    void leavesThePartitionToTheKeyWhereTheRequestorNamedNone() {
        assertThat(ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.empty())
                        .partition())
                .isNull();
    }

    @Test
    void writesTheSameReplyAlike() {
        ProducerRecord<byte[], byte[]> once =
                ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.of(3));
        ProducerRecord<byte[], byte[]> twice =
                ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.of(3));

        assertThat(once.headers()).isEqualTo(twice.headers());
        assertThat(once.value()).isEqualTo(twice.value());
    }

    @Test
    void refusesARequest() {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> ReplyCodec.read(SampleEvents.consumed(RequestCodec.write(SampleEvents.request()))));
    }

    @Test
    void showsTheCorrelationOfAReplyThatCannotBeRead() {
        ConsumerRecord<byte[], byte[]> record = SampleEvents.record(
                Topics.repliesTo(SampleEvents.REQUESTOR),
                null,
                null,
                ReplyCodec.write(SampleEvents.reply(SampleEvents.issued()), Optional.of(3))
                        .headers());

        assertThat(CorrelationKey.of(record.headers())).contains(CorrelationKey.of(SampleEvents.REQUEST));
    }

    @Nested
    class AWait {

        @ParameterizedTest
        @CsvSource({"PT0S, PT0S", "PT0.000000001S, PT1S", "PT1S, PT1S", "PT1.5S, PT2S", "PT10M, PT600S"})
        void isRoundedUpToWholeSeconds(Duration given, Duration rounded) {
            assertThat(SampleEvents.declined(Outcome.UNAVAILABLE, null, null, given)
                            .retryAfter())
                    .isEqualTo(rounded);
        }

        @Test
        void isWrittenInSeconds() {
            byte[] value = JsonEventWriter.write(
                    SampleEvents.declined(Outcome.THROTTLED, null, null, Duration.ofMillis(1500)));

            assertThat(new String(value, StandardCharsets.UTF_8)).contains("\"retryAfter\":2,");
        }

        @ParameterizedTest
        @CsvSource({"PT-1S", "PT2147483648S", "PT2562047788015215H30M7.999999999S"})
        void isRefusedWhereNobodyCouldKeepIt(Duration given) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SampleEvents.declined(Outcome.UNAVAILABLE, null, null, given));
        }
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ReplyEvent event) {
        return SampleEvents.consumed(ReplyCodec.write(event, Optional.of(3)));
    }
}
