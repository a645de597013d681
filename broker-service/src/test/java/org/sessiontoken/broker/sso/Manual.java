package org.sessiontoken.broker.sso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;

/** The manual's page about a type of backend, as a reader and as Spring Boot would read it. */
public final class Manual {

    private static final String SERVICE = "ags.broker.auth-services[0].";

    private final String text;

    public Manual(String type) throws IOException {
        this.text = Files.readString(Path.of("..", "docs", "backends", type + ".md"));
    }

    /** The options of the table, with their defaults. */
    public Map<String, String> options() {
        return table(text, "\\| `([a-z-]+)(?:\\.<.+?>)?` \\| (.+?) \\| .+ \\|", 1, 2);
    }

    /** The reason codes of the table, with their meaning. */
    public Map<String, String> reasons() {
        return table(text, "\\| `([a-z-]+)` \\| (?:400|401|403|503) \\| (.+) \\|", 1, 2);
    }

    /** The type of the example's auth service. */
    public String exampleType() throws IOException {
        return binder().bind(SERVICE + "type", String.class).get();
    }

    /** The options of the example's auth service, as the broker is given them. */
    public Map<String, String> exampleOptions() throws IOException {
        return binder().bind(SERVICE + "options", Bindable.mapOf(String.class, String.class))
                .get();
    }

    private Binder binder() throws IOException {
        String yaml = matches(text, "(?s)```yaml\n(.+?)```").get(0).group(1);
        StandardEnvironment environment = new StandardEnvironment();
        new YamlPropertySourceLoader()
                .load("manual", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(environment.getPropertySources()::addFirst);
        return new Binder(ConfigurationPropertySources.get(environment));
    }

    /** The reason codes of an enum's source, with its Javadoc as their meaning. */
    public static Map<String, String> reasonsIn(Path source) throws IOException {
        Map<String, String> reasons = new LinkedHashMap<>();
        table(Files.readString(source), "/\\*\\* (.+) \\*/\\s+([A-Z_]+)[,;]", 2, 1)
                .forEach((constant, meaning) -> reasons.put(
                        constant.toLowerCase(Locale.ROOT).replace('_', '-'),
                        meaning.replaceAll("\\{@code (.+?)}", "`$1`")));
        return reasons;
    }

    private static Map<String, String> table(String text, String row, int key, int value) {
        Map<String, String> table = new LinkedHashMap<>();
        matches(text, row).forEach(match -> table.put(match.group(key), match.group(value)));
        return table;
    }

    private static List<MatchResult> matches(String text, String pattern) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }
}
