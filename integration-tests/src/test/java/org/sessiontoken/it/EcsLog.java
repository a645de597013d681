package org.sessiontoken.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a program that writes JSON of the Elastic Common Schema. */
record EcsLog(Path file) {

    private static final JsonMapper JSON = new JsonMapper();

    /** All lines with this message. What the JVM itself prints is no line of the log. */
    List<JsonNode> lines(String message) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("{"))
                .map(JSON::readTree)
                .filter(line -> line.path("message").asString("").equals(message))
                .toList();
    }
}
