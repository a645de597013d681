package org.sessiontoken.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AccessCodecTest {

    private static ConsumerRecord<byte[], byte[]> written() {
        return SampleEvents.consumed(AccessCodec.write(SampleEvents.access()));
    }

    @Test
    void readsWhatItWrites() {
        assertThat(AccessCodec.read(written())).isEqualTo(SampleEvents.access());
    }

    @Test
    void keysAnAccessByItsUser() {
        assertThat(written().key()).asString(StandardCharsets.UTF_8).isEqualTo("anna");
    }

    @Test
    void refusesAnEventOfAnotherId() {
        ConsumerRecord<byte[], byte[]> record = written();
        record.headers().remove("ce_id").add("ce_id", "access-2".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> AccessCodec.read(record))
                .withMessageContaining("ce_id");
    }

    @Test
    void knowsTheKindsThatTheSchemaNames() {
        assertThat(ContractDocuments.schema(ContractDocuments.ACCESSED)
                        .at("/properties/kind/enum")
                        .valueStream())
                .extracting(kind -> kind.asString())
                .containsExactlyElementsOf(
                        Stream.of(AccessKind.values()).map(AccessKind::code).toList());
    }
}
