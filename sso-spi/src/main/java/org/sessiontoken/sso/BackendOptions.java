package org.sessiontoken.sso;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that an operator set for one backend, read by name. Every failure names the option by its full path in the
 * configuration, and quotes no value that may be secret.
 *
 * <p>For one thread, the one that makes the backend.
 */
public final class BackendOptions {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final String path;
    private final Map<String, String> values;
    private final Set<String> unread;
    private final Set<Path> files = new LinkedHashSet<>();

    /**
     * Wraps the options.
     *
     * @param path where they stand in the configuration, for messages
     * @param values the options by name; nested ones with dots
     */
    public BackendOptions(String path, Map<String, String> values) {
        this.path = path;
        this.values = Map.copyOf(values);
        this.unread = new TreeSet<>(values.keySet());
    }

    /** The text of an option that must be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException(path(name) + " is missing"));
    }

    /** The text of an option, if it is there. */
    public Optional<String> optionalText(String name) {
        unread.remove(name);
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
    }

    /** The file that an option names: a path, or one behind {@code file:}. */
    public Path file(String name) {
        String text = text(name);
        try {
            Path file = Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
            files.add(file);
            return file;
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException(path(name) + " must be the path of a file");
        }
    }

    /** The duration that an option gives, such as {@code 500ms}, {@code 30s}, {@code 5m} or ISO 8601's {@code PT5M}. */
    public Duration duration(String name, Duration otherwise) {
        return optionalText(name).map(text -> parse(name, text)).orElse(otherwise);
    }

    /**
     * The duration that an option gives, which must make sense.
     *
     * @param otherwise what holds where the option is not set
     * @param shortest what is refused below
     * @param longest what is refused above
     */
    public Duration duration(String name, Duration otherwise, Duration shortest, Duration longest) {
        Duration duration = duration(name, otherwise);
        if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    path(name) + " must be from " + shortest + " to " + longest + ", and it is " + duration);
        }
        return duration;
    }

    /** The files that were asked for: when one of them changes, the backend is made anew. */
    public Set<Path> files() {
        return Set.copyOf(files);
    }

    /** Refuses options that nobody has read: a misspelt one would otherwise go unnoticed. */
    public void refuseUnread() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(path(unread.iterator().next()) + " is not an option of this type");
        }
    }

    /** An option's full path in the configuration, for messages. */
    public String path(String name) {
        return path + "." + name;
    }

    private Duration parse(String name, String text) {
        Matcher simple = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        try {
            return simple.matches() ? of(Long.parseLong(simple.group(1)), simple.group(2)) : Duration.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(
                    path(name) + " must be a duration such as 500ms, 30s, 5m or PT5M, and it is '" + text + "'");
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
