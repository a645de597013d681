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
        ReplyEvent event = Events.reply(Events.issued());

        assertThat(ReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ISSUED")
    void readsEachOtherOutcomeAsItWritesIt(Outcome outcome) {
        ReplyEvent event = Events.reply(Events.declined(outcome, null, null));

        assertThat(ReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @Test
    void readsAReplyThatNobodyWaitsFor() {
        ReplyEvent event = new ReplyEvent(Events.FLOW, Events.issued(), Optional.empty(), Optional.empty());

        assertThat(ReplyCodec.read(consumed(event))).isEqualTo(event);
    }

    @Test
    void writesToThePartitionThatTheRequestorReads() {
        ProducerRecord<byte[], byte[]> record = ReplyCodec.write(Events.reply(Events.issued()), Optional.of(3));

        assertThat(record.topic()).isEqualTo(Topics.REPLIES);
        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("flow-1");
    }

    @Test
    void leavesThePartitionToTheKeyWhereTheRequestorNamedNone() {
        assertThat(ReplyCodec.write(Events.reply(Events.issued()), Optional.empty())
                        .partition())
                .isNull();
    }

    @Test
    void writesTheSameReplyAlike() {
        ProducerRecord<byte[], byte[]> once = ReplyCodec.write(Events.reply(Events.issued()), Optional.of(3));
        ProducerRecord<byte[], byte[]> twice = ReplyCodec.write(Events.reply(Events.issued()), Optional.of(3));

        assertThat(once.headers()).isEqualTo(twice.headers());
        assertThat(once.value()).isEqualTo(twice.value());
    }

    @Test
    void refusesARequest() {
        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> ReplyCodec.read(Events.consumed(RequestCodec.write(Events.request()))));
    }

    @Test
    void showsTheCorrelationOfAReplyThatCannotBeRead() {
        ConsumerRecord<byte[], byte[]> record = Events.record(
                Topics.REPLIES,
                null,
                null,
                ReplyCodec.write(Events.reply(Events.issued()), Optional.of(3)).headers());

        assertThat(Correlation.of(record.headers())).contains(Correlation.of(Events.REQUEST));
    }

    @Nested
    class AWait {

        @ParameterizedTest
        @CsvSource({"PT0S, PT0S", "PT0.000000001S, PT1S", "PT1S, PT1S", "PT1.5S, PT2S", "PT10M, PT600S"})
        void isRoundedUpToWholeSeconds(Duration given, Duration rounded) {
            assertThat(Events.declined(Outcome.UNAVAILABLE, null, null, given).retryAfter())
                    .isEqualTo(rounded);
        }

        @Test
        void isWrittenInSeconds() {
            byte[] value = JsonValues.write(Events.declined(Outcome.THROTTLED, null, null, Duration.ofMillis(1500)));

            assertThat(new String(value, StandardCharsets.UTF_8)).contains("\"retryAfter\":2,");
        }

        @ParameterizedTest
        @CsvSource({"PT-1S", "PT2147483648S", "PT2562047788015215H30M7.999999999S"})
        void isRefusedWhereNobodyCouldKeepIt(Duration given) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.declined(Outcome.UNAVAILABLE, null, null, given));
        }
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ReplyEvent event) {
        return Events.consumed(ReplyCodec.write(event, Optional.of(3)));
    }
}
