package org.sessiontoken.answering.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeAdviceTest {

    @Test
    void namesWhatIsSlowerThanAdvisedAndOnWhichNodes() {
        Map<String, String> ours = Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "500");
        Map<String, String> kafkas = Map.of("broker.session.timeout.ms", "9000", "broker.heartbeat.interval.ms", "500");

        assertThat(NodeAdvice.slow(Map.of(3, kafkas, 1, ours, 2, kafkas)))
                .containsExactly(Map.entry("broker.session.timeout.ms", "9000 (node 2), 9000 (node 3)"));
        assertThat(NodeAdvice.slow(Map.of(1, ours, 2, ours))).isEmpty();
    }
}
