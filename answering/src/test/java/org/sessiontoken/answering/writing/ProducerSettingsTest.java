package org.sessiontoken.answering.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {

    private static final Map<String, Object> CONNECTION =
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9", ProducerConfig.CLIENT_ID_CONFIG, "test");

    @Test
    void waitForAllReplicas() {
        assertThat(ProducerSettings.on(CONNECTION))
                .containsAllEntriesOf(CONNECTION)
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    /** What is written after that cannot be contradicted by what was sent before. */
    @Test
    void haveTheProducerGiveUpWhatIsNotToBeOnTheWayAnyMore() {
        assertThat(deliveryTimeout(CONNECTION)).isLessThan(ProducerSettings.onTheWay(CONNECTION));
        assertThat(ProducerSettings.onTheWay(CONNECTION)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void leaveTimeForASecondAttemptHoweverLongAnOperatorHasOneTake() {
        Map<String, Object> patient = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:9",
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "20000");

        assertThat(deliveryTimeout(patient)).isEqualTo(Duration.ofSeconds(23));
        assertThat(ProducerSettings.onTheWay(patient)).isEqualTo(Duration.ofSeconds(25));
        new KafkaProducer<>(ProducerSettings.on(patient), new ByteArraySerializer(), new ByteArraySerializer())
                .close(Duration.ZERO);
    }

    private static Duration deliveryTimeout(Map<String, Object> connection) {
        return Duration.ofMillis((int)
                Objects.requireNonNull(ProducerSettings.on(connection).get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)));
    }
}
