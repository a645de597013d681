package org.sessiontoken.adapter.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The OpenAPI document, and checks of responses against it. */
public final class OpenApiContract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final JsonNode DOCUMENT =
            new YAMLMapper().readTree(OpenApiContract.class.getResourceAsStream("openapi.yaml"));

    private OpenApiContract() {}

    static JsonNode document() {
        return DOCUMENT;
    }

    /** Fails if the status, a header or the body of a response differs from the document. Undocumented paths are ignored. */
    public static void assertMatches(HttpResponse<String> answer) {
        JsonNode path = DOCUMENT.path("paths").path(answer.request().uri().getPath());
        if (path.isMissingNode()) {
            return;
        }
        String status = Integer.toString(answer.statusCode());
        JsonNode response = resolve(path.iterator().next().path("responses").path(status));
        assertThat(response.isObject()).as("status %s is documented", status).isTrue();
        assertHeadersMatch(response.path("headers"), answer);
        String mediaType = answer.headers().firstValue("Content-Type").orElse("none");
        JsonNode content = response.path("content").path(mediaType.replaceAll(";.*", ""));
        assertThat(content.isObject())
                .as("%s with status %s is documented", mediaType, status)
                .isTrue();
        if (!answer.body().isEmpty()) {
            assertThat(violations(content.path("schema"), JSON.readTree(answer.body())))
                    .isEmpty();
        }
    }

    private static void assertHeadersMatch(JsonNode headers, HttpResponse<String> answer) {
        headers.properties().forEach(entry -> {
            JsonNode header = resolve(entry.getValue());
            Optional<String> value = answer.headers().firstValue(entry.getKey());
            if (header.path("required").asBoolean(false)) {
                assertThat(value).as("header %s", entry.getKey()).isPresent();
            }
            value.ifPresent(text -> assertThat(violations(header.path("schema"), typed(header, text)))
                    .as("header %s", entry.getKey())
                    .isEmpty());
        });
    }

    private static JsonNode typed(JsonNode header, String text) {
        return header.at("/schema/type").asString("").equals("integer")
                ? JSON.readTree(text)
                : StringNode.valueOf(text);
    }

    static List<String> violations(JsonNode schema, JsonNode value) {
        // What a schema refers to must be below its own root.
        ObjectNode rooted = ((ObjectNode) resolve(schema)).deepCopy();
        rooted.set("components", DOCUMENT.path("components"));
        return SCHEMAS.getSchema(rooted).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    static JsonNode resolve(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isMissingNode()
                ? node
                : DOCUMENT.at(reference.asString().substring(1));
    }
}
