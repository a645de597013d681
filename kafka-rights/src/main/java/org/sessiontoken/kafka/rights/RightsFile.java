package org.sessiontoken.kafka.rights;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The file with the rights. A key, or a word of Kafka's, that is not known is refused. */
final class RightsFile {

    private static final Set<String> HOLDER_KEYS = Set.of("holder", "described", "rights");
    private static final Set<String> RIGHT_KEYS = Set.of("operations", "type", "pattern", "name");

    private RightsFile() {}

    static Rights read(String yaml) {
        List<Right> all = new ArrayList<>();
        Map<Holder, String> descriptions = new EnumMap<>(Holder.class);
        for (Object entry : list(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml))) {
            Map<?, ?> values = map(entry, HOLDER_KEYS);
            Holder holder = Holder.of(text(values, "holder"));
            if (descriptions.put(holder, text(values, "described")) != null) {
                throw new IllegalArgumentException("holder " + holder.key() + " must be there once");
            }
            list(values.get("rights")).forEach(right -> all.add(right(holder, map(right, RIGHT_KEYS))));
        }
        return new Rights(all, descriptions);
    }

    private static Right right(Holder holder, Map<?, ?> values) {
        return new Right(
                holder,
                list(values.get("operations")).stream()
                        .map(operation -> AclOperation.valueOf(String.valueOf(operation)))
                        .toList(),
                new ResourcePattern(
                        ResourceType.valueOf(upperCase(values, "type")),
                        text(values, "name"),
                        PatternType.valueOf(upperCase(values, "pattern"))));
    }

    private static String upperCase(Map<?, ?> values, String key) {
        return text(values, key).toUpperCase(Locale.ROOT);
    }

    private static String text(Map<?, ?> values, String key) {
        if (values.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " must be a text");
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("rights must be lists");
    }

    private static Map<?, ?> map(Object value, Set<String> keys) {
        if (value instanceof Map<?, ?> map && map.keySet().equals(keys)) {
            return map;
        }
        throw new IllegalArgumentException(
                "an entry must have the keys " + keys.stream().sorted().toList());
    }
}
