package org.sessiontoken.kafka.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SocketBuffersTest {

    @Test
    void theOperatingSystemChoosesTheSizes() {
        assertThat(SocketBuffers.withSystemDefaults(Map.of("bootstrap.servers", "kafka:9092")))
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("receive.buffer.bytes", -1)
                .containsEntry("send.buffer.bytes", -1);
    }

    @Test
    void whatAnOperatorGivesIsKept() {
        assertThat(SocketBuffers.withSystemDefaults(Map.of("receive.buffer.bytes", "1048576")))
                .containsEntry("receive.buffer.bytes", "1048576")
                .containsEntry("send.buffer.bytes", -1);
    }
}
