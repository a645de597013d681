package org.sessiontoken.broker.authservice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sessiontoken.broker.authservice.AuthServiceProperties.Entry;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.configuration.KnownSettings;
import org.sessiontoken.configuration.Placeholders;
import org.sessiontoken.configuration.StrictBinding;
import org.sessiontoken.setting.TextBytes;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * A YAML file with a list {@code auth-services}, with entries as under {@code ags.broker.auth-services}, and nothing else.
 * Placeholders are resolved from the environment. The messages of failures name the line, and quote no value.
 */
final class AuthServiceFile {

    /** The name of the list, with which paths in messages begin. */
    static final String LIST = "auth-services";

    /** Some ten thousand entries. */
    private static final int MAX_BYTES = 3_000_000;

    private static final Pattern PATH = Pattern.compile("^auth-services(?:\\[\\d+])?[^\\s:]*");
    private static final Pattern OWN_NAMES =
            Pattern.compile("auth-services\\[(\\d+)]\\.(options|display-attributes)\\.(.+)");
    private static final Pattern POSITION = Pattern.compile("\\[(\\d+)]$");

    private final Path file;
    private final YamlEntries yaml;
    private final Placeholders placeholders;
    private final KnownSettings known = new KnownSettings();
    private final Map<ConfigurationPropertyName, String> seen = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private AuthServiceFile(Path file, YamlEntries yaml, Environment environment) {
        this.file = file;
        this.yaml = yaml;
        this.placeholders = new Placeholders(environment);
    }

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException if it cannot be read or is not as described; the message names file and line
     */
    static AuthServiceFile read(Path file, Environment environment) {
        AuthServiceFile read = new AuthServiceFile(file, YamlEntries.of(file, text(file)), environment);
        read.bind();
        return read;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Puts the line before a message that begins with a path in the file. */
    String locate(String message) {
        Matcher path = PATH.matcher(message);
        String line = path.find()
                ? yaml.line(path.group()).map(number -> ", line " + number).orElse("")
                : "";
        return file + line + ": " + message;
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException(
                        file + " must have at most " + MAX_BYTES / 1_000_000 + " MB: remove what is not needed");
            }
            return TextBytes.decode(Files.readAllBytes(file))
                    .orElseThrow(() -> new IllegalArgumentException(
                            file + " must be text in UTF-8: save it again in that encoding"));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read ("
                    + unreadable.getClass().getSimpleName()
                    + "): check that it exists and that the broker may read it");
        }
    }

    private void bind() {
        Map<String, String> settings = new LinkedHashMap<>();
        List<Map<String, String>> options = maps();
        List<Map<String, String>> attributes = maps();
        yaml.values().forEach((path, written) -> {
            String value = resolved(path, written);
            Matcher own = OWN_NAMES.matcher(path);
            if (!own.matches()) {
                settings.put(path, value);
            } else if (own.group(2).equals("options")) {
                options.get(Integer.parseInt(own.group(1)))
                        .put(POSITION.matcher(own.group(3)).replaceFirst(".$1"), value);
            } else {
                requireOneValue(path);
                attributes.get(Integer.parseInt(own.group(1))).put(own.group(3), value);
            }
        });
        Binder binder = new Binder(new MapConfigurationPropertySource(settings));
        for (int i = 0; i < yaml.size(); i++) {
            entries.add(entry(binder, LIST + "[" + i + "]").with(attributes.get(i), options.get(i)));
        }
        settings.keySet().forEach(this::refuseUnknown);
    }

    private List<Map<String, String>> maps() {
        return Stream.<Map<String, String>>generate(LinkedHashMap::new)
                .limit(yaml.size())
                .toList();
    }

    private String resolved(String path, String written) {
        try {
            return String.valueOf(placeholders.resolvePlaceholders(written));
        } catch (IllegalArgumentException notSet) {
            throw new IllegalArgumentException(locate(path + " " + notSet.getMessage()));
        }
    }

    private Entry entry(Binder binder, String path) {
        try {
            return binder.bindOrCreate(
                    path,
                    Bindable.of(Entry.class),
                    new StrictBinding(BindHandler.DEFAULT, known, value -> value, name -> true));
        } catch (BindException refused) {
            Throwable cause = refused;
            while (cause.getCause() != null && !(cause instanceof InvalidConfigurationException)) {
                cause = cause.getCause();
            }
            throw new IllegalArgumentException(locate(String.valueOf(cause.getMessage())));
        }
    }

    private void refuseUnknown(String path) {
        if (path.endsWith("]")) {
            requireOneValue(path);
        }
        ConfigurationPropertyName name = ConfigurationPropertyName.adapt(path, '.');
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    locate(path + known.refusal(name).substring(name.toString().length())));
        }
        String other = seen.put(name, path);
        if (other != null) {
            throw new IllegalArgumentException(
                    locate(path + " is set twice, the other time as " + other + ": remove one"));
        }
    }

    private void requireOneValue(String path) {
        String above = path.substring(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('[')));
        if (path.endsWith("]") || yaml.isContainer(above) && !above.endsWith("display-attributes")) {
            throw new IllegalArgumentException(
                    locate(above + " must be one value, and it is " + (path.endsWith("]") ? "a list" : "a map")));
        }
    }
}
