package org.sessiontoken.documentation;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An answer as a document shows it. What differs from one run to the next needs only to be of the same kind, and members may be
 * missing where the document says so by {@code …}.
 *
 * @param text the block that follows the command
 */
record ShownAnswer(String text) {

    private static final Set<String> VOLATILE =
            Set.of("sessionToken", "requestId", "tokenHash", "expiresAt", "correlationId", "instance");

    /** Whether a line, or the last of its columns, is such an answer. */
    boolean isShownBy(String line) {
        try {
            return agrees(JsonBlocks.read(text), JsonBlocks.read(line.substring(line.lastIndexOf('\t') + 1)), "");
        } catch (JacksonException otherOutput) {
            return false;
        }
    }

    private boolean agrees(JsonNode shown, JsonNode real, String name) {
        if (shown.isObject() && real.isObject()) {
            List<String> names = List.copyOf(shown.propertyNames());
            boolean complete = text.contains(", …") || names.size() == real.size();
            return complete
                    && names.stream()
                            .allMatch(
                                    member -> real.has(member) && agrees(shown.get(member), real.get(member), member));
        }
        if (shown.isArray() && real.isArray()) {
            return shown.size() == real.size()
                    && IntStream.range(0, shown.size()).allMatch(i -> agrees(shown.get(i), real.get(i), name));
        }
        return VOLATILE.contains(name) ? shown.getNodeType() == real.getNodeType() : shown.equals(real);
    }
}
