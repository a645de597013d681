package org.sessiontoken.broker.sso.jwt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The manual page of one backend type, read so that tests can hold it against the code. */
public final class Manual {

    private static final Path REASONS = Path.of("src/main/java/org/sessiontoken/broker/sso/jwt", "JwtReason.java");
    private static final String SERVICE = "ags.broker.auth-services[0]";

    private final String text;

    /** The page of this type. */
    public Manual(String type) {
        this.text = read(Path.of("..", "docs", "backends", type + ".md"));
    }

    /** The table of reason codes: what each means. */
    public Map<String, String> reasons() {
        return table(text, "\\| `([a-z-]+)` \\| (?:40[013]|503) \\| (.+) \\|", 1, 2);
    }

    /** What the code says that these reasons mean, as a manual would write it. */
    public static Map<String, String> meanings(Collection<JwtReason> reasons) {
        Map<String, String> inCode = table(read(REASONS), "/\\*\\* (.+) \\*/\\s+([A-Z_]+)[,;]", 2, 1);
        Map<String, String> meanings = new LinkedHashMap<>();
        for (JwtReason reason : reasons) {
            String meaning = Objects.requireNonNull(inCode.get(reason.name()), reason.name());
            meanings.put(reason.code().value(), meaning.replaceAll("\\{@code (.+?)}", "`$1`"));
        }
        return meanings;
    }

    /** The table of options: those with a default, and which. */
    public Map<String, String> defaults() {
        return table(text, "\\| `([a-z-]+)` \\| `(\\S+)` \\| .+ \\|", 1, 2);
    }

    /** What the example sets for its auth service. */
    public Map<String, String> example() {
        return example(SERVICE);
    }

    /** The options that the example sets, named as a backend is given them. */
    public Map<String, String> exampleOptions() {
        return example(SERVICE + ".options");
    }

    private Map<String, String> example(String below) {
        Matcher yaml = Pattern.compile("(?s)```yaml\n(.+?)```").matcher(text);
        if (!yaml.find()) {
            throw new IllegalStateException("the manual has no example");
        }
        YamlPropertiesFactoryBean reading = new YamlPropertiesFactoryBean();
        reading.setResources(new ByteArrayResource(yaml.group(1).getBytes(StandardCharsets.UTF_8)));
        Binder binder = new Binder(new MapConfigurationPropertySource(Objects.requireNonNull(reading.getObject())));
        return binder.bind(below, Bindable.mapOf(String.class, String.class)).get();
    }

    private static Map<String, String> table(String text, String row, int key, int value) {
        Map<String, String> table = new LinkedHashMap<>();
        Pattern.compile(row).matcher(text).results().forEach(match -> table.put(match.group(key), match.group(value)));
        return table;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
