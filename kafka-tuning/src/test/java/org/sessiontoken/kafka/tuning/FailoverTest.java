package org.sessiontoken.kafka.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FailoverTest {

    @Test
    void leavesANodeThatDoesNotAnswerBeforeCallersGiveUp() {
        assertThat(Failover.withTimeouts(Map.of("bootstrap.servers", "kafka:9092")))
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("socket.connection.setup.timeout.ms", 1_000L)
                .containsEntry("socket.connection.setup.timeout.max.ms", 3_000L)
                .containsEntry("request.timeout.ms", 5_000);
    }

    @Test
    void leavesWhatTheOperatorHasSet() {
        assertThat(Failover.withTimeouts(Map.of("request.timeout.ms", "20000")))
                .containsEntry("request.timeout.ms", "20000");
    }
}
