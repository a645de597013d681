package org.sessiontoken.backend.callout;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a parameter goes: a field of the body, or a field of an object in it.
 *
 * @param names the names from the outside in; one for a field of the body itself
 */
record FieldPath(List<String> names) {

    FieldPath {
        names = List.copyOf(names);
    }

    /** A field of the body. */
    static FieldPath ofName(String name) {
        return new FieldPath(List.of(name));
    }

    /**
     * The field at a JSON pointer (RFC 6901), or the field of the body if the text is not one.
     *
     * @throws IllegalArgumentException if the pointer is malformed, names nothing or leads into an array
     */
    static FieldPath ofPointerOrName(String text) {
        if (!text.startsWith("/")) {
            return ofName(text);
        }
        List<String> names = Stream.of(text.substring(1).split("/", -1))
                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                .toList();
        if (!PointerSyntax.isKeptBy(text)
                || names.stream().anyMatch(name -> name.isEmpty() || name.matches("-|\\d+"))) {
            throw new IllegalArgumentException(
                    "must be a name, or a JSON pointer to a field of objects, such as /user/name, and it is '" + text
                            + "'");
        }
        return new FieldPath(names);
    }

    /** Whether one of the two fields is the other one, or in it. */
    boolean overlaps(FieldPath other) {
        int common = Math.min(names.size(), other.names.size());
        return names.subList(0, common).equals(other.names.subList(0, common));
    }

    String last() {
        return names.get(names.size() - 1);
    }

    void put(ObjectNode body, String value) {
        ObjectNode object = body;
        for (String name : names.subList(0, names.size() - 1)) {
            object = object.withObjectProperty(name);
        }
        object.put(last(), value);
    }
}
