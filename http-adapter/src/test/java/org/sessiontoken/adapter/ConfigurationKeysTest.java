package org.sessiontoken.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A configuration key is public API from its first day: this is the list of all keys. */
class ConfigurationKeysTest {

    private static List<JsonNode> keys() throws IOException {
        for (URL url : java.util.Collections.list(ConfigurationKeysTest.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream in = url.openStream()) {
                List<JsonNode> ours = new JsonMapper()
                        .readTree(in)
                        .path("properties")
                        .valueStream()
                        .filter(key -> key.path("name").asString().startsWith("ags."))
                        .toList();
                if (!ours.isEmpty()) {
                    return ours;
                }
            }
        }
        return List.of();
    }

    @Test
    void keysAndDefaultsStayAsTheyAre() throws IOException {
        Map<String, String> defaults = keys().stream()
                .collect(Collectors.toMap(
                        key -> key.path("name").asString(),
                        key -> key.path("defaultValue").asString("none"),
                        (one, other) -> one,
                        TreeMap::new));

        assertThat(defaults)
                .containsExactly(
                        Map.entry("ags.adapter.broker-group", "session-token-broker"),
                        Map.entry("ags.adapter.deadline", "10s"),
                        Map.entry("ags.adapter.default-tenant", "none"),
                        Map.entry("ags.adapter.forwarded-header", "x-forwarded-for"),
                        Map.entry("ags.adapter.hedge-after", "500ms"),
                        Map.entry("ags.adapter.max-connections-per-address", "4096"),
                        Map.entry("ags.adapter.max-in-flight", "1024"),
                        Map.entry("ags.adapter.reply-partition", "none"),
                        Map.entry("ags.adapter.requestor", "http-adapter"),
                        Map.entry("ags.adapter.sealing-keys", "none"),
                        Map.entry("ags.adapter.shutdown-grace-period", "4s"),
                        Map.entry("ags.adapter.sign-on.enabled", "false"),
                        Map.entry("ags.adapter.trusted-proxies", "none"),
                        Map.entry("ags.development", "false"));
    }

    @Test
    void everyKeyHasADescription() throws IOException {
        assertThat(keys())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.path("description").asString(""))
                        .isNotBlank()
                        .doesNotStartWith("The ")
                        .doesNotStartWith("A "));
    }
}
