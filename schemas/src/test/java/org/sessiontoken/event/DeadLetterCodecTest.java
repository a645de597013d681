package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterCodecTest {

    private static final byte[] KEY = {-1, 0, 'k'};

    @Test
    void readsWhatItWrites() {
        DeadLettered letter = SampleEvents.deadLetter(SampleEvents.SEALED);

        assertThat(DeadLetterCodec.read(SampleEvents.consumed(DeadLetterCodec.write(KEY, letter))))
                .isEqualTo(letter);
    }

    @Test
    void readsALetterWithoutAValueAsItWritesIt() {
        DeadLettered letter = SampleEvents.deadLetter(null);

        assertThat(DeadLetterCodec.read(SampleEvents.consumed(DeadLetterCodec.write(KEY, letter))))
                .isEqualTo(letter);
    }

    @Test
    void readsALetterOfSeveralRecordsAndOfPartsThatAreCutAsItWritesIt() {
        DeadLettered whole = SampleEvents.deadLetter(null);
        DeadLettered letter = new DeadLettered(
                whole.reason(),
                whole.detail(),
                whole.topic(),
                whole.partition(),
                whole.offset(),
                whole.foundAt(),
                List.of(),
                null,
                whole.offset() + 7,
                List.of(new DeadLettered.Cut(DeadLettered.Part.KEY, 1_200_000, "0a".repeat(32))),
                null,
                null);

        assertThat(DeadLetterCodec.read(SampleEvents.consumed(DeadLetterCodec.write(KEY, letter))))
                .isEqualTo(letter);
    }

    @Test
    void keepsTheKeyAsItWasFound() {
        assertThat(DeadLetterCodec.write(KEY, SampleEvents.deadLetter(null)).key())
                .isEqualTo(KEY);
        assertThat(DeadLetterCodec.write(null, SampleEvents.deadLetter(null)).key())
                .isNull();
    }

    @Test
    void writesARecordThatIsFoundTwiceAlike() {
        ProducerRecord<byte[], byte[]> once = DeadLetterCodec.write(KEY, SampleEvents.deadLetter(null));
        ProducerRecord<byte[], byte[]> twice = DeadLetterCodec.write(KEY, SampleEvents.deadLetter(null));

        assertThat(once.headers()).isEqualTo(twice.headers());
        assertThat(once.value()).isEqualTo(twice.value());
    }

    @Test
    void refusesALetterWhoseIdIsAnotherPlace() {
        ConsumerRecord<byte[], byte[]> record =
                SampleEvents.consumed(DeadLetterCodec.write(KEY, SampleEvents.deadLetter(null)));
        record.headers()
                .remove("ce_id")
                .add("ce_id", "ags.session-token.requests-3-4712".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(UnreadableEventException.class).isThrownBy(() -> DeadLetterCodec.read(record));
    }
}
