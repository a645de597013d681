package org.sessiontoken.backend.callout;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.sso.BackendOptions;
import tools.jackson.databind.JsonNode;

/**
 * The meaning of a value in the body, by which a login says how it ended where the status does not.
 *
 * @param byText the meanings by the texts of values
 */
record ResultMapping(Map<String, Meaning> byText) {

    /** The text of a value that is missing or null. */
    static final String ABSENT = "absent";

    private static final String NAME = "results";

    /** The results that are listed, if any is. */
    static Optional<ResultMapping> read(BackendOptions options) {
        Map<String, Meaning> listed = Meaning.listed(options, NAME);
        return listed.isEmpty() ? Optional.empty() : Optional.of(new ResultMapping(Map.copyOf(listed)));
    }

    /** The same results, where a missing value means that no error is told, unless one with this meaning is listed. */
    ResultMapping withDefault() {
        if (byText.containsValue(Meaning.AUTHENTICATED) || byText.containsKey(ABSENT)) {
            return this;
        }
        Map<String, Meaning> more = new HashMap<>(byText);
        more.put(ABSENT, Meaning.AUTHENTICATED);
        return new ResultMapping(Map.copyOf(more));
    }

    Optional<Meaning> of(JsonNode value) {
        return text(value).map(byText::get);
    }

    /** Whether a value is one of those texts. */
    static boolean isOneOf(Set<String> texts, JsonNode value) {
        return text(value).filter(texts::contains).isPresent();
    }

    static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** The text of a text, a number or a boolean, as JSON writes it. */
    private static Optional<String> text(JsonNode value) {
        if (isAbsent(value)) {
            return Optional.of(ABSENT);
        }
        return value.isValueNode() ? Optional.of(value.asString()) : Optional.empty();
    }
}
