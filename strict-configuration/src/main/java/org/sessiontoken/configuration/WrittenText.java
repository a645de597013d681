package org.sessiontoken.configuration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.TextResourceOrigin;

/**
 * A value as it is written in a YAML file. YAML makes a boolean of {@code no} and a number of {@code 012}, {@code 1e3} and
 * {@code 12:30}, and what was written is lost; but the place is known, and can be looked up.
 */
final class WrittenText {

    private static final Pattern VALUE = Pattern.compile("(?:[&!]\\S*\\s+)*([^\\s,\\]}#]*)");

    private WrittenText() {}

    /** The text at the place, up to white space or the end of a list or map, without anchor and tag; empty if the place is not known. */
    static Optional<String> at(@Nullable Origin origin) {
        TextResourceOrigin text = Whereabouts.inText(origin);
        if (text == null || text.getResource() == null || text.getLocation() == null) {
            return Optional.empty();
        }
        try {
            List<String> lines = text.getResource()
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int line = text.getLocation().getLine();
            int column = text.getLocation().getColumn();
            if (line >= lines.size() || column > lines.get(line).length()) {
                return Optional.of("");
            }
            Matcher value = VALUE.matcher(lines.get(line).substring(column));
            return value.lookingAt() ? Optional.of(value.group(1)) : Optional.of("");
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
