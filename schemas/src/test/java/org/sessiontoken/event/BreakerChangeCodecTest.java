package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class BreakerChangeCodecTest {

    @Test
    void readsWhatItWrites() {
        assertThat(BreakerChangeCodec.read(written())).isEqualTo(SampleEvents.breaker());
    }

    @Test
    void keysAChangeAsTheCatalogueDoes() {
        assertThat(AuthServiceCodec.readKey(written()))
                .isEqualTo(new AuthServiceCodec.Key(SampleEvents.TENANT, SampleEvents.SERVICE));
    }

    @Test
    void refusesAChangeUnderAnothersKey() {
        ProducerRecord<byte[], byte[]> record = BreakerChangeCodec.write(SampleEvents.breaker());
        byte[] key = "another/Customer Auth Service".getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> BreakerChangeCodec.read(
                        SampleEvents.record(record.topic(), key, record.value(), record.headers())))
                .withMessageContaining("key");
    }

    @Test
    void refusesAnEventOfAnotherType() {
        ConsumerRecord<byte[], byte[]> record = written();
        record.headers().remove("ce_type").add("ce_type", AuthServiceCodec.TYPE.getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> BreakerChangeCodec.read(record))
                .withMessageContaining("ce_type");
    }

    @Test
    void knowsTheStatesThatTheSchemaNames() {
        assertThat(ContractDocuments.schema(ContractDocuments.BREAKER_CHANGED)
                        .at("/properties/to/enum")
                        .valueStream())
                .extracting(state -> state.asString())
                .containsExactlyElementsOf(
                        Stream.of(BreakerState.values()).map(BreakerState::code).toList());
    }

    private static ConsumerRecord<byte[], byte[]> written() {
        return SampleEvents.consumed(BreakerChangeCodec.write(SampleEvents.breaker()));
    }
}
