package org.sessiontoken.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.ProviderFailure;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The manual page of one backend type, parsed so that tests can compare it with the code. */
public final class BackendManualPage {

    private static final String AUTH_SERVICE = "ags.broker.auth-services[0].";

    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.+?)```");

    private final String text;

    /** The page of this type. */
    public BackendManualPage(String type) {
        this(Path.of("..", "docs", "backends", type + ".md"));
    }

    private BackendManualPage(Path file) {
        this.text = read(file);
    }

    /** Another page of the manual. */
    public static BackendManualPage named(String name) {
        return new BackendManualPage(Path.of("..", "docs", "manual", name + ".md"));
    }

    /** The tables of options: their defaults, in the manual's spelling. */
    public Map<String, String> options() {
        return table(text, "\\| `([a-z-]+)(?:\\.<.+?>)?` \\| (.+?) \\| .+ \\|", 1, 2);
    }

    /** The options with a default that can be configured as it is written. */
    public Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        options().forEach((name, value) -> {
            if (value.startsWith("`")) {
                defaults.put(name, value.replace("`", ""));
            }
        });
        return defaults;
    }

    /** The table of reason codes, with their meanings. */
    public Map<String, String> reasons() {
        return table(text, "\\| `([a-z-]+)` \\| (?:400|401|403|503) \\| (.+) \\|", 1, 2);
    }

    /** The type of the example's auth service. */
    public String exampleType() {
        return example().bind(AUTH_SERVICE + "type", String.class).get();
    }

    /** The options of the example's auth service, as a backend gets them. */
    public Map<String, String> exampleOptions() {
        return options(example());
    }

    /** The options of all examples, in the page's order. */
    public List<Map<String, String>> examples() {
        return YAML.matcher(text)
                .results()
                .map(yaml -> options(binder(yaml.group(1))))
                .toList();
    }

    private static Map<String, String> options(Binder example) {
        return example.bind(AUTH_SERVICE + "options", Bindable.mapOf(String.class, String.class))
                .get();
    }

    /** The reason codes of an enum in this module, with their Javadoc in the manual's spelling. */
    public static Map<String, String> reasonsOf(Class<?> reasons) {
        return reasonsIn(Path.of("src", "main", "java"), reasons);
    }

    /** The reason codes that all backends which use HTTP share. */
    public static Map<String, String> providerFailures() {
        return reasonsIn(Path.of("..", "sso-spi", "src", "main", "java"), ProviderFailure.class);
    }

    /** The reason codes of backends that read JWTs. */
    public static Map<String, String> jwtReasons() {
        return reasonsOf(JwtReason.class);
    }

    private static Map<String, String> reasonsIn(Path sources, Class<?> reasons) {
        String source = read(sources.resolve(reasons.getName().replace('.', '/') + ".java"));
        Map<String, String> meanings = new LinkedHashMap<>();
        table(source, "/\\*\\* (.+) \\*/\\s+([A-Z_]+)[,;]", 2, 1)
                .forEach((constant, meaning) -> meanings.put(
                        constant.toLowerCase(Locale.ROOT).replace('_', '-'),
                        meaning.replaceAll("\\{@code (.+?)}", "`$1`")));
        return meanings;
    }

    private Binder example() {
        Matcher yaml = YAML.matcher(text);
        if (!yaml.find()) {
            throw new IllegalStateException("the manual has no example");
        }
        return binder(yaml.group(1));
    }

    private static Binder binder(String yaml) {
        StandardEnvironment environment = new StandardEnvironment();
        try {
            new YamlPropertySourceLoader()
                    .load("manual", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                    .forEach(environment.getPropertySources()::addFirst);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Binder(ConfigurationPropertySources.get(environment));
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
