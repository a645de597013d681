package org.sessiontoken.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Spring Boot's annotation processor tells of configuration keys. */
record ConfigurationMetadata(String json) {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** A module's; empty if it has none. */
    static ConfigurationMetadata of(HouseModule module) {
        Path file = module.compiled().resolve("META-INF").resolve("spring-configuration-metadata.json");
        return new ConfigurationMetadata(Files.exists(file) ? Repository.text(file) : "{}");
    }

    List<String> keys() {
        return properties().map(property -> property.path("name").asString()).toList();
    }

    List<String> keysWithoutDescription() {
        return properties()
                .filter(property -> property.path("description").asString("").isBlank())
                .map(property -> property.path("name").asString())
                .toList();
    }

    /** The names of the types that it tells of. */
    Set<String> types() {
        return MAPPER.readTree(json)
                .path("groups")
                .valueStream()
                .map(group -> group.path("type").asString())
                .collect(Collectors.toSet());
    }

    private Stream<JsonNode> properties() {
        return MAPPER.readTree(json).path("properties").valueStream();
    }
}
