package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the README and decision 13 say of the containers of the deployment example. */
class DeploymentExampleTest {

    private static final Map<String, Map<String, Object>> SERVICES = services();

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Map<String, Object>>> example = new Yaml().load(SourceTree.text("docker-compose.yml"));
        return example.getOrDefault("services", Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-1", "broker-2", "adapter-1", "adapter-2", "console"})
    void runsEachServiceWithoutPrivilegesOnAReadOnlyFileSystem(String service) {
        assertThat(SERVICES.get(service))
                .as(service)
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .doesNotContainKeys("privileged", "cap_add", "user", "network_mode", "pid");
    }

    @Test
    void runsTheServicesAsNobodyInParticular() {
        assertThat(SourceTree.text("deploy/Dockerfile")).containsPattern("(?m)^USER [1-9]\\d*:[1-9]\\d*$");
    }

    @Test
    void isReachedFromItsOwnMachineAlone() {
        assertThat(SERVICES.values())
                .flatMap(service -> list(service, "ports").toList())
                .isNotEmpty()
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    /** An adapter that is broken into must not have the key that derives every token, or a certificate of somebody else. */
    @ParameterizedTest
    @CsvSource({
        "broker-keys, broker-1 broker-2 keys",
        "adapter-keys, adapter-1 adapter-2 keys",
        "console-keys, console keys",
        "kafka-keys, kafka-1 kafka-2 kafka-3 keys rights",
        "authority, keys",
    })
    void givesKeysAndCertificatesToThoseAloneWhoNeedThem(String volume, String services) {
        assertThat(SERVICES.keySet())
                .filteredOn(name -> list(SERVICES.getOrDefault(name, Map.of()), "volumes")
                        .anyMatch(mounted -> mounted.startsWith(volume + ":")))
                .containsExactlyInAnyOrder(services.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker-1", "broker-2", "adapter-1", "adapter-2", "console"})
    void connectsToKafkaByCertificatesAlone(String service) {
        assertThat(environment(service))
                .as(service)
                .containsEntry("SPRING_KAFKA_SECURITY_PROTOCOL", "SSL")
                .containsEntry("SPRING_KAFKA_SSL_BUNDLE", "kafka")
                .containsKey("SPRING_SSL_BUNDLE_PEM_KAFKA_KEYSTORE_PRIVATEKEY")
                .containsKey("SPRING_SSL_BUNDLE_PEM_KAFKA_TRUSTSTORE_CERTIFICATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapter-1", "adapter-2", "console"})
    void speaksHttps(String service) {
        assertThat(environment(service)).as(service).containsEntry("SERVER_SSL_BUNDLE", "web");
    }

    /** As {@code docs/manual/kafka.md} says it, for all listeners. */
    @ParameterizedTest
    @ValueSource(strings = {"kafka-1", "kafka-2", "kafka-3"})
    void letsNobodyIntoKafkaWithoutACertificateAndARight(String node) {
        assertThat(environment(node))
                .as(node)
                .containsEntry("KAFKA_SSL_CLIENT_AUTH", "required")
                .containsEntry("KAFKA_SSL_KEYSTORE_LOCATION", "/etc/kafka/secrets/" + node + ".pem")
                .containsEntry("KAFKA_AUTHORIZER_CLASS_NAME", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .doesNotContainKey("KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND");
        assertThat(environment(node)
                        .getOrDefault("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "")
                        .split(","))
                .as(node)
                .allSatisfy(listener -> assertThat(listener).endsWith(":SSL"));
        assertThat(environment(node).getOrDefault("KAFKA_SUPER_USERS", "").split(";"))
                .containsExactlyInAnyOrder("User:kafka-1", "User:kafka-2", "User:kafka-3", "User:admin");
    }

    private static Map<String, String> environment(String service) {
        Map<String, String> variables = new TreeMap<>();
        ((Map<?, ?>) SERVICES.getOrDefault(service, Map.of()).getOrDefault("environment", Map.of()))
                .forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
        return variables;
    }

    private static Stream<String> list(Map<String, Object> service, String key) {
        return ((List<?>) service.getOrDefault(key, List.of())).stream().map(String::valueOf);
    }
}
