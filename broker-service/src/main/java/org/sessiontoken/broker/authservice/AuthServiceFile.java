package org.sessiontoken.broker.authservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A YAML file with a list {@code auth-services}, with entries as under {@code ags.broker.auth-services}. Placeholders are
 * resolved from the environment. The messages of failures name the line.
 */
final class AuthServiceFile {

    /** The name of the list, with which paths in messages begin. */
    static final String LIST = "auth-services";

    private static final Pattern PATH = Pattern.compile("^(auth-services(?:\\[\\d+])?[\\w.-]*)");

    private final Path file;
    private final List<Entry> entries;
    private final List<PropertySource<?>> sources;

    private AuthServiceFile(Path file, List<Entry> entries, List<PropertySource<?>> sources) {
        this.file = file;
        this.entries = entries;
        this.sources = sources;
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it cannot be read or is not as described; the message names file and line
     */
    static AuthServiceFile read(Path file, Environment environment) {
        List<PropertySource<?>> sources = load(file);
        Iterable<ConfigurationPropertySource> properties = ConfigurationPropertySources.from(sources);
        Binder binder = new Binder(properties, new PropertySourcesPlaceholdersResolver(environment));
        try {
            List<Entry> entries = binder.bind(
                            LIST, Bindable.listOf(Entry.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                    .orElse(List.of());
            return new AuthServiceFile(file, entries, sources);
        } catch (BindException malformed) {
            throw new IllegalArgumentException(explain(file, sources, malformed));
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /** Puts the line before a message that begins with a path in the file. */
    String locate(String message) {
        return locate(file, sources, message);
    }

    private static List<PropertySource<?>> load(Path file) {
        try {
            return new YamlPropertySourceLoader()
                    .load(file.toString(), new ByteArrayResource(Files.readAllBytes(file), file.toString()));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read ("
                    + unreadable.getClass().getSimpleName()
                    + "): check that it exists and that the broker may read it");
        } catch (MarkedYAMLException notYaml) {
            int line = notYaml.getProblemMark() == null
                    ? 1
                    : notYaml.getProblemMark().getLine() + 1;
            throw new IllegalArgumentException(
                    file + ", line " + line + ": not well-formed YAML: " + notYaml.getProblem());
        } catch (IllegalStateException | YAMLException notYaml) {
            throw new IllegalArgumentException(file + ": not well-formed YAML");
        }
    }

    private static String explain(Path file, List<PropertySource<?>> sources, BindException malformed) {
        if (malformed.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
            String name =
                    unknown.getUnboundProperties().iterator().next().getName().toString();
            return locate(file, sources, name + " is not a setting of an auth service");
        }
        Throwable cause = malformed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String why = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "must be a value of this setting's type, such as a duration, a whole number or true or false";
        return locate(file, sources, malformed.getName() + ": " + why);
    }

    private static String locate(Path file, List<PropertySource<?>> sources, String message) {
        Matcher path = PATH.matcher(message);
        Optional<Integer> line = path.find() ? line(sources, path.group(1)) : Optional.empty();
        return file + line.map(number -> ", line " + number).orElse("") + ": " + message;
    }

    /**
     * The line of the property. If it is absent, the line of the nearest enclosing entry, since the operator must add
     * it there.
     */
    private static Optional<Integer> line(List<PropertySource<?>> sources, String path) {
        for (PropertySource<?> source : sources) {
            String wanted = path;
            while (!wanted.isEmpty()) {
                Optional<Integer> line = firstLineBelow(source, wanted);
                if (line.isPresent()) {
                    return line;
                }
                int cut = Math.max(wanted.lastIndexOf('.'), wanted.lastIndexOf('['));
                wanted = cut < 0 ? "" : wanted.substring(0, cut);
            }
        }
        return Optional.empty();
    }

    private static Optional<Integer> firstLineBelow(PropertySource<?> source, String path) {
        if (!(source instanceof EnumerablePropertySource<?> enumerable)) {
            return Optional.empty();
        }
        return Arrays.stream(enumerable.getPropertyNames())
                .filter(name -> name.equals(path) || name.startsWith(path + ".") || name.startsWith(path + "["))
                .map(name -> originLine(source, name))
                .filter(Objects::nonNull)
                .min(Integer::compare);
    }

    private static @Nullable Integer originLine(PropertySource<?> source, String name) {
        return OriginLookup.getOrigin(source, name) instanceof TextResourceOrigin origin && origin.getLocation() != null
                ? Integer.valueOf(origin.getLocation().getLine() + 1)
                : null;
    }
}
