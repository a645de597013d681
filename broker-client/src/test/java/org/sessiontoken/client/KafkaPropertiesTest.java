package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaPropertiesTest {

    /** The partition of a sign-on is that of its token's hash, whatever else the program's producers do. */
    @Test
    void leaveThePartitionToTheKeyAlone() {
        KafkaProperties properties = new KafkaProperties(
                Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "partitioner.class",
                        "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                        "partitioner.ignore.keys",
                        true),
                Duration.ofSeconds(5),
                "test");

        assertThat(properties.producer())
                .doesNotContainKey("partitioner.class")
                .containsEntry("partitioner.ignore.keys", false);
    }

    @ParameterizedTest
    @CsvSource({"max.block.ms, 0", "acks, all", "delivery.timeout.ms, 5000"})
    void ofTheProducerKeepTheClientsPromisesAgainstTheUsersProperties(String name, String expected) {
        assertThat(with(Map.of(name, "17")).producer().get(name)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({"enable.auto.commit, false", "auto.offset.reset, earliest", "allow.auto.create.topics, false"})
    void ofTheConsumerKeepTheClientsPromisesAgainstTheUsersProperties(String name, String expected) {
        assertThat(with(Map.of(name, "17")).consumer().get(name)).hasToString(expected);
    }

    @Test
    void areValidForAConnectionThatAUserGives() {
        with(Map.of("security.protocol", "SASL_SSL", "ssl.truststore.location", "/nowhere", "some.other", "1"))
                .requireValid();
    }

    @ParameterizedTest
    @CsvSource({
        "security.protocol, NONSENSE",
        "max.poll.interval.ms, many",
        "buffer.memory, -1",
        "retries, some",
        "client.dns.lookup, nowhere"
    })
    void areRefusedByTheNameOfThePropertyThatIsInvalid(String name, String value) {
        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> with(Map.of(name, value)).requireValid())
                .withMessageContaining(name);
    }

    private static KafkaProperties with(Map<String, Object> properties) {
        Map<String, Object> connection = new HashMap<>(properties);
        connection.put("bootstrap.servers", "127.0.0.1:9092");
        return new KafkaProperties(connection, Duration.ofSeconds(5), "client");
    }
}
