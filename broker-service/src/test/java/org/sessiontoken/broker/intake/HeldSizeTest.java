package org.sessiontoken.broker.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class HeldSizeTest {

    private static final int OVERHEAD = 512;

    /** The value is held twice: as it came, and sealed in a dead letter. */
    @Test
    void countsKeyValueAndHeaders() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("requests", 0, 0, new byte[100], new byte[1_000]);
        record.headers().add("name", new byte[10]);

        assertThat(HeldSize.of(record)).isEqualTo(OVERHEAD + 100 + 2 * 1_000 + 6 * 4 + 10);
    }

    @Test
    void countsNothingForWhatIsMissing() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("requests", 0, 0, null, null);
        record.headers().add("n", null);

        assertThat(HeldSize.of(record)).isEqualTo(OVERHEAD + 6);
    }

    @Test
    void isSmallForWhatCannotBeDecoded() {
        assertThat(HeldSize.ofUndecodable()).isEqualTo(OVERHEAD);
    }
}
