package org.sessiontoken.sso;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Secret;

/**
 * The options that an operator has configured for one backend, read by name. The message of each failure begins with the
 * full path of the option in the configuration, and quotes no value that may be secret.
 *
 * <p>For the one thread that makes the backend.
 */
public final class BackendOptions {

    private static final int MAX_SECRET = 65_536;

    private final String path;
    private final Map<String, String> values;
    private final Set<String> unread;
    private final Set<Path> files = new LinkedHashSet<>();

    /**
     * Wraps the options.
     *
     * @param path their path in the configuration, for messages
     * @param values the options by name; the names of nested ones have dots
     */
    public BackendOptions(String path, Map<String, String> values) {
        this.path = path;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.unread = new TreeSet<>(values.keySet());
    }

    /** The text of a mandatory option. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException(path(name) + " is missing"));
    }

    /** The text of an option, if it is set. */
    public Optional<String> optionalText(String name) {
        unread.remove(name);
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
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

    /** The options whose names begin with a name and a dot, by the rest of their names, in the order configured. */
    public Map<String, String> nested(String name) {
        Map<String, String> nested = new LinkedHashMap<>();
        values.keySet().stream()
                .filter(key -> key.startsWith(name + "."))
                .forEach(key -> nested.put(key.substring(name.length() + 1), text(key)));
        return nested;
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

    /** The secret in the file that an option names: the content without the white space around it. */
    public Secret secretInFile(String name) {
        Path file = file(name);
        // Reads without asking for the size first, since devices and pipes have the size 0.
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
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    path(name) + " must be from " + min + " to " + max + ", and it is " + duration);
        }
        return duration;
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
            throw new IllegalArgumentException(path(unread.iterator().next()) + " is not an option of this type");
        }
    }

    /** The full path of an option in the configuration, for messages. */
    public String path(String name) {
        return path + "." + name;
    }
}
