package org.sessiontoken.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration properties of both services and of Spring Boot, as the metadata on the class path describes them. */
final class Configuration {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    private final Set<String> keys = new HashSet<>();
    /** The prefixes of properties, by the class that they are bound to. */
    private final Map<String, String> prefixes = new TreeMap<>();

    Configuration() {
        try {
            for (URL url : Collections.list(getClass().getClassLoader().getResources(METADATA))) {
                read(url);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void read(URL url) throws IOException {
        try (InputStream json = url.openStream()) {
            JsonNode metadata = new JsonMapper().readTree(json);
            metadata.path("properties")
                    .forEach(property -> keys.add(property.path("name").asString()));
            metadata.path("groups")
                    .valueStream()
                    .filter(group -> !group.has("sourceMethod"))
                    .filter(group -> group.path("type").equals(group.path("sourceType")))
                    .forEach(group -> prefixes.put(
                            group.path("type").asString(), group.path("name").asString()));
        }
    }

    /** Whether there is such a key, or a group of keys; {@code []} and names of map entries are passed over. */
    boolean knows(String key) {
        return keys.contains(key)
                || keys.stream().anyMatch(known -> known.startsWith(key + ".") || isBelow(key, known));
    }

    /** Whether there is a key that this environment variable sets. */
    boolean knowsVariable(String variable) {
        String name = bare(variable);
        return keys.stream().anyMatch(key -> bare(key).equals(name))
                // A map, the names of whose entries are the operator's.
                || Stream.of("spring.ssl.bundle.pem", "spring.kafka.properties")
                        .anyMatch(map -> name.startsWith(bare(map)) && knows(map));
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Below a list or a map, whose entries the metadata does not describe. */
    private static boolean isBelow(String key, String known) {
        return key.startsWith(known + "[") || key.startsWith(known + ".");
    }

    /** What does not bind, or is not bound by any class; the prefix is put before every key. */
    List<String> faults(String yaml, String prefix) {
        Map<String, Object> values = values(yaml, prefix);
        Binder binder = new Binder(new MapConfigurationPropertySource(values));
        Set<ConfigurationPropertyName> bound = new HashSet<>();
        List<String> faults = new ArrayList<>();
        prefixes.forEach((type, group) -> {
            if (values.keySet().stream().anyMatch(key -> key.startsWith(group + ".") || key.startsWith(group + "["))) {
                bind(binder, group, type, bound).forEach(faults::add);
            }
        });
        values.keySet().stream()
                .filter(key -> !bound.contains(ConfigurationPropertyName.adapt(key, '.')))
                .map(key -> "no class binds " + key)
                .forEach(faults::add);
        return faults;
    }

    private static Stream<String> bind(Binder binder, String group, String type, Set<ConfigurationPropertyName> bound) {
        try {
            binder.bind(group, Bindable.of(Class.forName(type)), new AbstractBindHandler() {
                @Override
                public Object onSuccess(
                        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                    bound.add(name);
                    return result;
                }
            });
            return Stream.of();
        } catch (BindException refused) {
            return Stream.of(refused.getName() + " is refused: " + rootMessage(refused));
        } catch (ClassNotFoundException | NoClassDefFoundError optional) {
            return Stream.of();
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static Map<String, Object> values(String yaml, String prefix) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (PropertySource<?> source : new YamlPropertySourceLoader()
                    .load("document", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
                EnumerablePropertySource<?> settings = (EnumerablePropertySource<?>) source;
                for (String name : settings.getPropertyNames()) {
                    values.put(prefix + name, String.valueOf(settings.getProperty(name)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return values;
    }
}
