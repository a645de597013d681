package org.sessiontoken.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON, in which {@code …} stands for what is left out: further members or elements after a comma, or the rest of a text. What
 * shows an event has no member that the event's schema does not have.
 */
final class JsonBlocks implements BlockBinding {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String REPLY_SCHEMA = "schemas/json/session-token-replied.schema.json";

    @Override
    public boolean claims(Block block) {
        return block.language().equals("json");
    }

    @Override
    public List<String> faults(Block block) {
        try {
            return faults(read(block.text()));
        } catch (JacksonException malformed) {
            return List.of("is no JSON: " + malformed.getOriginalMessage());
        }
    }

    static JsonNode read(String text) {
        return JSON.readTree(text.replaceAll(",\\s*…", ""));
    }

    private static List<String> faults(JsonNode shown) {
        if (!shown.has("requestId")) {
            return List.of();
        }
        Set<String> described = new TreeSet<>(
                JSON.readTree(SourceTree.text(REPLY_SCHEMA)).path("properties").propertyNames());
        List<String> faults = new ArrayList<>();
        shown.propertyNames().stream()
                .filter(name -> !described.contains(name))
                .forEach(name -> faults.add(REPLY_SCHEMA + " has no " + name));
        return faults;
    }
}
