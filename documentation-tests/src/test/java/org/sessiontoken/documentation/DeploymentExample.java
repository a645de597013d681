package org.sessiontoken.documentation;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** What {@code docker-compose.yml} says. */
final class DeploymentExample {

    private static final Map<String, Map<String, Object>> ALL = new Yaml().load(SourceTree.text("docker-compose.yml"));

    private DeploymentExample() {}

    /** What the services have in common that are ours. */
    static Map<String, Object> common() {
        return ALL.getOrDefault("x-service", Map.of());
    }

    static Map<String, Object> kafkaSettings() {
        return ALL.getOrDefault("x-kafka-settings", Map.of());
    }

    static Map<String, Object> services() {
        return ALL.getOrDefault("services", Map.of());
    }

    /** The images that are built, and not pulled. */
    static Set<String> builtImages() {
        Set<String> images = new TreeSet<>();
        services().values().forEach(service -> {
            Map<?, ?> settings = (Map<?, ?>) service;
            if (settings.containsKey("build")) {
                images.add(String.valueOf(settings.get("image")));
            }
        });
        return images;
    }
}
