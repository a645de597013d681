package org.sessiontoken.sealing;

import io.jsonwebtoken.io.DeserializationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.Secret;

/** Writes and reads the content of a credentials envelope: {@code {"parameters": [{"name": …, "value": …}]}}. */
public final class Credentials {

    private Credentials() {}

    /** Writes parameters as the content of an envelope. */
    public static Secret write(Parameters parameters) {
        List<Map<String, String>> list = new ArrayList<>();
        for (Parameter parameter : parameters.all()) {
            list.add(Map.of("name", parameter.name(), "value", parameter.value().text()));
        }
        return Secret.ofBytes(JoseJson.writer().serialize(Map.of("parameters", list)));
    }

    /**
     * Reads the parameters in the content of an envelope.
     *
     * @throws IllegalArgumentException if the content is not as described; the message says what is wrong and quotes no value
     */
    public static Parameters read(Secret content) {
        List<Parameter> parameters = new ArrayList<>();
        if (!(object(content).get("parameters") instanceof List<?> list)) {
            throw new IllegalArgumentException("the content must have the member 'parameters', a list");
        }
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> parameter)
                    || !(parameter.get("name") instanceof String name)
                    || !(parameter.get("value") instanceof String value)) {
                throw new IllegalArgumentException("each parameter must have 'name' and 'value', both strings");
            }
            parameters.add(new Parameter(Parameter.requireName(name), Secret.ofText(encodable(name, value))));
        }
        return new Parameters(parameters);
    }

    /** Half of a surrogate pair cannot be encoded in UTF-8: two different values would become the same one. */
    private static String encodable(String name, String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException(
                    "value of parameter '" + name + "' must be valid Unicode: it has half of a surrogate pair");
        }
        return value;
    }

    private static Map<String, ?> object(Secret content) {
        try {
            return JoseJson.reader().deserialize(content.bytes());
        } catch (DeserializationException notAnObject) {
            throw new IllegalArgumentException(
                    "the content must be one JSON object in UTF-8, of at most 8 levels, each member given once");
        }
    }
}
