package org.sessiontoken.sso;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.VisibleText;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Secret;

/**
 * The options that an operator has configured for one backend, read by name. The message of each failure begins with the
 * full path of the option in the configuration, and quotes no value that may be secret.
 *
 * <p>For the one thread that makes the backend.
 */
public final class BackendOptions {

    private static final String GUARD_LIMIT = "guard.timeout-duration";

    private final String path;
    private final Map<String, String> values;
    private final Duration callLimit;
    private final Set<String> unread;
    private final Set<String> known = new TreeSet<>();
    private final Set<Path> files = new LinkedHashSet<>();

    /**
     * Wraps the options of a backend whose calls are not limited in time.
     *
     * @param path their path in the configuration, for messages
     * @param values the options by name; the names of nested ones have dots, and the entries of a list have a dot and their
     *     position
     */
    public BackendOptions(String path, Map<String, String> values) {
        this(path, values, Duration.ofDays(1));
    }

    /**
     * Wraps the options.
     *
     * @param path their path in the configuration, for messages
     * @param values the options by name; the names of nested ones have dots, and the entries of a list have a dot and their
     *     position
     * @param callLimit the auth service's {@code guard.timeout-duration}, after which the broker ends each call
     */
    public BackendOptions(String path, Map<String, String> values, Duration callLimit) {
        this.path = path;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.callLimit = callLimit;
        this.unread = new LinkedHashSet<>(values.keySet());
    }

    /** The text of a mandatory option. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException(path(name) + " is missing"));
    }

    /**
     * The text of an option, if it is set: one line of visible characters. A list, a map and an empty text are refused, since
     * each would count as not set.
     */
    public Optional<String> optionalText(String name) {
        known.add(name);
        return visibleText(name);
    }

    private Optional<String> visibleText(String name) {
        requireOneValue(name);
        unread.remove(name);
        Optional<String> text = Optional.ofNullable(values.get(name));
        text.flatMap(VisibleText::refusal).ifPresent(why -> {
            throw new IllegalArgumentException(path(name) + " " + why);
        });
        return text;
    }

    /** The texts of an option, in the order configured: a list, or one text with commas between them. Empty if it is not set. */
    public List<String> list(String name) {
        if (!isList(name)) {
            return optionalText(name)
                    .map(text -> OptionParser.list(path(name), text))
                    .orElse(List.of());
        }
        known.add(name);
        return values.keySet().stream()
                .filter(key -> key.startsWith(name + "."))
                .flatMap(key -> visibleText(key).stream())
                .toList();
    }

    private boolean isList(String name) {
        return values.containsKey(name + ".0");
    }

    private void requireOneValue(String name) {
        if (isList(name)) {
            throw new IllegalArgumentException(
                    path(name) + " must be one value, and it is a list: write " + lastOf(name) + ": value");
        }
        values.keySet().stream()
                .filter(key -> key.startsWith(name + "."))
                .findFirst()
                .ifPresent(below -> {
                    throw new IllegalArgumentException(path(below) + " is not an option of this type: " + path(name)
                            + " must be one value, so write " + lastOf(name) + ": value");
                });
    }

    private static String lastOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** The file that an option names by its path, which may begin with {@code file:}. */
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

    /**
     * The options whose names begin with a name and a dot, by the rest of their names, in the order configured. Each has one
     * value.
     */
    public Map<String, String> nested(String name) {
        known.add(name);
        if (!values.getOrDefault(name, "").isEmpty() || isList(name)) {
            throw new IllegalArgumentException(
                    path(name) + " must have names and values below it, such as " + lastOf(name) + ": {name: value}");
        }
        unread.remove(name);
        Map<String, String> nested = new LinkedHashMap<>();
        values.keySet().stream().filter(key -> key.startsWith(name + ".")).forEach(key -> {
            refuseEntryOfList(key);
            visibleText(key).ifPresent(text -> nested.put(key.substring(name.length() + 1), text));
        });
        return nested;
    }

    private void refuseEntryOfList(String key) {
        String list = key.substring(0, key.lastIndexOf('.'));
        if (isList(list)) {
            requireOneValue(list);
        }
    }

    /** Whether an option is {@code true}. */
    public boolean flag(String name) {
        return optionalText(name)
                .map(text -> OptionParser.flag(path(name), text))
                .orElse(false);
    }

    /** The constant that an option names in lower case, or {@code otherwise} if the option is not set. */
    public <E extends Enum<E>> E choice(String name, E otherwise) {
        return optionalText(name)
                .map(text -> OptionParser.choice(path(name), text, otherwise.getDeclaringClass()))
                .orElse(otherwise);
    }

    /** The web address of an option. It has a host, but neither a user name nor a fragment. */
    public URI uri(String name) {
        return OptionParser.uri(path(name), text(name));
    }

    /** The secret of an option: its text, or the content of the file that the option of this name and {@code -file} names. */
    public Secret secret(String name) {
        return optionalSecret(name)
                .orElseThrow(
                        () -> new IllegalArgumentException(path(name + "-file") + " or " + path(name) + " is missing"));
    }

    /** The secret of an option as in {@link #secret}, if it is set. */
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

    /**
     * The secret in the file that an option names: one line of visible text in UTF-8. White space around it is left out, and
     * so is a byte order mark.
     */
    public Secret secretInFile(String name) {
        Path file = file(name);
        return SecretFile.read(path(name) + ": file '" + file + "' ", file);
    }

    /**
     * The duration of an option, such as {@code 500ms}, {@code 30s}, {@code 5m} or ISO 8601's {@code PT5M}, or
     * {@code otherwise} if the option is not set.
     */
    public Duration duration(String name, Duration otherwise) {
        return optionalText(name)
                .map(text -> OptionParser.duration(path(name), text))
                .orElse(otherwise);
    }

    /**
     * The duration of an option, within bounds.
     *
     * @param otherwise the duration if the option is not set
     * @param min the smallest duration that is allowed
     * @param max the largest duration that is allowed
     */
    public Duration duration(String name, Duration otherwise, Duration min, Duration max) {
        Duration duration = duration(name, otherwise);
        DurationText.requireBetween(path(name), duration, min, max);
        return duration;
    }

    /**
     * The duration of an option that limits a step of a call, within bounds. It is at most the time that the whole call may
     * take, {@code guard.timeout-duration}: a longer one would never be reached, and is refused.
     *
     * @param otherwise the duration if the option is not set, and the call may take that long
     * @param min the smallest duration that is allowed
     * @param max the largest duration that is allowed
     */
    public Duration timeout(String name, Duration otherwise, Duration min, Duration max) {
        if (optionalText(name).isEmpty()) {
            return otherwise.compareTo(callLimit) < 0 ? otherwise : callLimit;
        }
        Duration timeout = duration(name, otherwise, min, max);
        if (timeout.compareTo(callLimit) > 0) {
            throw new IllegalArgumentException(path(name) + " must be at most " + GUARD_LIMIT + ", "
                    + DurationText.of(callLimit) + ", after which the call ends anyway, and it is "
                    + DurationText.of(timeout) + ": raise " + GUARD_LIMIT + " or lower it");
        }
        return timeout;
    }

    /**
     * The size of an option in bytes, such as {@code 512}, {@code 64KB} or {@code 1MB}, within bounds.
     *
     * @param otherwise the size in bytes if the option is not set
     * @param min the smallest size that is allowed, in bytes
     * @param max the largest size that is allowed, in bytes
     */
    public int size(String name, int otherwise, int min, int max) {
        return optionalText(name)
                .map(text -> OptionParser.size(path(name), text, min, max))
                .orElse(otherwise);
    }

    /** The name of a request's parameter that an option gives, or {@code otherwise} if the option is not set. */
    public String parameterName(String name, String otherwise) {
        try {
            return Parameter.requireName(optionalText(name).orElse(otherwise));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(path(name) + ": " + malformed.getMessage());
        }
    }

    /** The files that have been read: the broker makes a new backend when one of them changes. */
    public Set<Path> files() {
        return Set.copyOf(files);
    }

    /**
     * Refuses options that have not been read: a misspelt one would otherwise go unnoticed. The broker calls this once the
     * backend is made.
     */
    public void refuseUnread() {
        if (!unread.isEmpty()) {
            throw new IllegalArgumentException(
                    path(unread.iterator().next()) + " is not an option of this type, which has " + known);
        }
    }

    /** The full path of an option in the configuration, for messages. */
    public String path(String name) {
        return path + "." + name;
    }
}
