package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** An adapter that is broken into must not have the key that derives every token. */
    @Test
    void givesTheBrokersKeysToBrokersAlone() {
        assertThat(SERVICES.keySet())
                .filteredOn(name -> list(SERVICES.getOrDefault(name, Map.of()), "volumes")
                        .anyMatch(volume -> volume.startsWith("broker-keys:")))
                .containsExactlyInAnyOrder("broker-1", "broker-2", "keys");
    }

    private static Stream<String> list(Map<String, Object> service, String key) {
        return ((List<?>) service.getOrDefault(key, List.of())).stream().map(String::valueOf);
    }
}
