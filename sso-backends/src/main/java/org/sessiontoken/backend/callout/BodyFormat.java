package org.sessiontoken.backend.callout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The format of the parameters in requests. */
enum BodyFormat {
    /** A JSON object of texts, and of objects where a field has a path. */
    JSON("application/json") {
        @Override
        Secret write(Map<FieldPath, String> fields) {
            ObjectNode body = MAPPER.createObjectNode();
            fields.forEach((path, value) -> path.put(body, value));
            return Secret.ofBytes(MAPPER.writeValueAsBytes(body));
        }
    },
    /** A form, as browsers send it. */
    FORM("application/x-www-form-urlencoded") {
        @Override
        Secret write(Map<FieldPath, String> fields) {
            return Secret.ofText(fields.entrySet().stream()
                    .map(field -> encoded(field.getKey().last()) + "=" + encoded(field.getValue()))
                    .collect(Collectors.joining("&")));
        }
    };

    private static final JsonMapper MAPPER = new JsonMapper();

    private final String contentType;

    BodyFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract Secret write(Map<FieldPath, String> fields);

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
