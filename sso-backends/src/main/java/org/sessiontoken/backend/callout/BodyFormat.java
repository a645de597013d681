package org.sessiontoken.backend.callout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.sessiontoken.value.Secret;
import tools.jackson.databind.json.JsonMapper;

/** The format of request bodies. */
enum BodyFormat {
    /** A JSON object of texts. */
    JSON("application/json") {
        @Override
        Secret write(Map<String, String> fields) {
            return Secret.ofBytes(MAPPER.writeValueAsBytes(fields));
        }
    },
    /** A form, as browsers send it. */
    FORM("application/x-www-form-urlencoded") {
        @Override
        Secret write(Map<String, String> fields) {
            return Secret.ofText(fields.entrySet().stream()
                    .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
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

    abstract Secret write(Map<String, String> fields);

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
