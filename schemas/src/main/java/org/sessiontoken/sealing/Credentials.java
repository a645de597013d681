package org.sessiontoken.sealing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        return SealedJson.write(Map.of("parameters", list));
    }

    /**
     * Reads the parameters in the content of an envelope.
     *
     * @throws IllegalArgumentException if the content is not as described; the message says what is wrong and quotes no value
     */
    public static Parameters read(Secret content) {
        List<Parameter> parameters = new ArrayList<>();
        if (!(SealedJson.read(content).get("parameters") instanceof List<?> list)) {
            throw new IllegalArgumentException("the content must have the member 'parameters', a list");
        }
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> parameter)
                    || !(parameter.get("name") instanceof String name)
                    || !(parameter.get("value") instanceof String value)) {
                throw new IllegalArgumentException("each parameter must have 'name' and 'value', both strings");
            }
            Parameter.requireName(name);
            parameters.add(new Parameter(name, SealedJson.secret(value, () -> "value of parameter '" + name + "'")));
        }
        return new Parameters(parameters);
    }
}
