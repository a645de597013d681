package org.sessiontoken.sso;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.value.Secret;

/**
 * The options that an operator set for one backend, read by name. Every failure names the option by its full path in the
 * configuration, and quotes no value that may be secret.
 *
 * <p>For one thread, the one that makes the backend.
 */
public final class BackendOptions {

    private static final int MAX_SECRET = 65_536;
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
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
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

    /** The options below a name, by what follows its dot, in the order configured. */
    public Map<String, String> nested(String name) {
        Map<String, String> nested = new LinkedHashMap<>();
        values.keySet().stream()
                .filter(key -> key.startsWith(name + "."))
                .forEach(key -> nested.put(key.substring(name.length() + 1), text(key)));
        return nested;
    }

    /** Whether an option is {@code true}. */
    public boolean flag(String name) {
        return optionalText(name).map(text -> parseFlag(name, text)).orElse(false);
    }

    /** Which of the constants an option names, in lower case. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        return optionalText(name)
                .map(text -> parseChoice(name, text, otherwise.getDeclaringClass()))
                .orElse(otherwise);
    }

    /** The web address that an option gives. It has a host, and neither user name nor fragment. */
    public URI uri(String name) {
        try {
            URI uri = new URI(text(name));
            if (uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException quotesTheAddress) {
            // Falls through to a failure that does not.
        }
        throw new IllegalArgumentException(
                path(name) + " must be an address such as https://host/path, without user name and fragment");
    }

    /** The secret of an option, given as text or, by the option of this name and {@code -file}, in a file. */
    public Secret secret(String name) {
        return optionalSecret(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(path(name + "-file") + " or " + path(name) + " is missing"));
    }

    /** Like {@link #secret}, if it is there. */
    public Optional<Secret> optionalSecret(String name) {
        Optional<Secret> inText = optionalText(name).map(Secret::ofText);
        if (optionalText(name + "-file").isEmpty()) {
            return inText;
        }
        if (inText.isPresent()) {
            throw new IllegalArgumentException(path(name) + " must not be set beside " + path(name + "-file"));
        }
        return Optional.of(secretInFile(name + "-file"));
    }

    /** The secret in the file that an option names: its text, without white space around it. */
    public Secret secretInFile(String name) {
        Path file = file(name);
        // The size is not asked for beforehand: a device or a pipe says that it has none.
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SECRET + 1);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            if (bytes.length <= MAX_SECRET && !text.isEmpty()) {
                return Secret.ofText(text);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(path(name) + ": file '" + file + "' cannot be read as text ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
        throw new IllegalArgumentException(
                path(name) + ": file '" + file + "' must hold 1 to " + MAX_SECRET + " bytes of text");
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

    private boolean parseFlag(String name, String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new IllegalArgumentException(path(name) + " must be true or false, and it is '" + text + "'");
    }

    private <E extends Enum<E>> E parseChoice(String name, String text, Class<E> type) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        E choice = choices.get(text.toLowerCase(Locale.ROOT));
        if (choice == null) {
            throw new IllegalArgumentException(
                    path(name) + " must be one of " + choices.keySet() + ", and it is '" + text + "'");
        }
        return choice;
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
