package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

    private static final Map<String, Object> KAFKA =
            Map.of("bootstrap.servers", "kafka:9092", "sasl.jaas.config", "pw");

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.009S", "PT-1S", "PT10M0.001S", "PT720H", "PT876000000H"})
    void refuseADeadlineThatIsOutOfBounds(String deadline) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.parse(deadline), 1, Optional.empty()))
                .withMessageContaining("deadline must be from 10 milliseconds to 10 minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.01S", "PT10M"})
    void acceptADeadlineAtItsBounds(String deadline) {
        assertThat(settings(Duration.parse(deadline), 1, Optional.empty()).deadline())
                .isEqualTo(Duration.parse(deadline));
    }

    /** Kafka's timeouts are integers of milliseconds. */
    @Test
    void acceptNoDeadlineThatKafkaCannotRepresent() {
        KafkaProperties properties = new KafkaProperties(KAFKA, ClientSettings.MAX_DEADLINE, "client");

        assertThat(properties.producer())
                .containsEntry("delivery.timeout.ms", 600_000)
                .containsEntry("request.timeout.ms", 5_000);
    }

    @Test
    void refuseANegativeReplyPartition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.ofSeconds(1), 1, Optional.of(-1)))
                .withMessageContaining("replyPartition");
    }

    @Test
    void refuseLessThanOneRequestInFlight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(Duration.ofSeconds(1), 0, Optional.empty()))
                .withMessageContaining("maxInFlight");
    }

    @Test
    void refuseMissingKeys() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of(Samples.REQUESTOR, List.of(), KAFKA))
                .withMessageContaining("keys");
    }

    @Test
    void refuseAMissingAddressOfKafka() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientSettings.of(Samples.REQUESTOR, List.of(Samples.KEY), Map.of()))
                .withMessageContaining("bootstrap.servers");
    }

    @Test
    void printNeitherKeysNorConnectionProperties() {
        assertThat(settings(Duration.ofSeconds(1), 1, Optional.empty()).toString())
                .doesNotContain("pw", Samples.KEY.kid());
    }

    private static ClientSettings settings(Duration deadline, int maxInFlight, Optional<Integer> replyPartition) {
        return new ClientSettings(
                Samples.REQUESTOR, List.of(Samples.KEY), KAFKA, deadline, maxInFlight, replyPartition, "broker");
    }
}
