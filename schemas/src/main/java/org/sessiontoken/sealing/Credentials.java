package org.sessiontoken.sealing;

import io.jsonwebtoken.io.DeserializationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Reads the parameters in the content of an envelope. The result is empty if the content is not as described. */
    public static Optional<Parameters> read(Secret content) {
        try {
            return Optional.of(parameters(JoseJson.reader().deserialize(content.bytes())));
        } catch (DeserializationException | IllegalArgumentException notAsDescribed) {
            return Optional.empty();
        }
    }

    private static Parameters parameters(Map<String, ?> content) {
        List<Parameter> parameters = new ArrayList<>();
        if (!(content.get("parameters") instanceof List<?> list)) {
            throw new IllegalArgumentException("'parameters' must be a list");
        }
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> parameter)
                    || !(parameter.get("name") instanceof String name)
                    || !(parameter.get("value") instanceof String value)) {
                throw new IllegalArgumentException("each parameter must have a name and a value, both strings");
            }
            parameters.add(new Parameter(name, Secret.ofText(value)));
        }
        return new Parameters(parameters);
    }
}
