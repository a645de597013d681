package org.sessiontoken.event;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The AsyncAPI document and the JSON Schemas as they are in the jar. */
final class ContractDocuments {

    static final String REQUESTED = "session-token-requested";
    static final String REPLIED = "session-token-replied";
    static final String DESCRIBED = "auth-service-described";
    static final String DEAD_LETTERED = "dead-lettered";
    static final String BREAKER_CHANGED = "breaker-changed";
    static final String FAILURES_COUNTED = "failures-counted";
    static final String ACCESSED = "accessed";
    static final String SIGN_ON_REQUESTED = "sign-on-requested";
    static final String SIGN_ON_REPLIED = "sign-on-replied";
    static final List<String> ALL = List.of(
            REQUESTED,
            REPLIED,
            DESCRIBED,
            DEAD_LETTERED,
            BREAKER_CHANGED,
            FAILURES_COUNTED,
            ACCESSED,
            SIGN_ON_REQUESTED,
            SIGN_ON_REPLIED);

    /** As lenient as JSON Schema is about what is not a matter of its own; writes ASCII, to keep half characters. */
    static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private ContractDocuments() {}

    static JsonNode asyncApi() {
        return new YAMLMapper().readTree(resource("/org/sessiontoken/schemas/asyncapi.yaml"));
    }

    static JsonNode schema(String name) {
        return JSON.readTree(resource("/org/sessiontoken/schemas/json/" + name + ".schema.json"));
    }

    static List<String> violations(String schema, JsonNode document) {
        return violations(schema(schema), document);
    }

    static List<String> violations(JsonNode schema, JsonNode document) {
        return messages(REGISTRY.getSchema(schema), document);
    }

    /** What the schema itself does wrong, by the rules of JSON Schema 2020-12. */
    static List<String> violationsOfMetaSchema(String schema) {
        SchemaLocation metaSchema = SchemaLocation.of("https://json-schema.org/draft/2020-12/schema");
        return messages(REGISTRY.getSchema(metaSchema), schema(schema));
    }

    private static List<String> messages(Schema schema, JsonNode document) {
        return schema.validate(document).stream().map(Object::toString).toList();
    }

    static byte[] resource(String path) {
        try (InputStream in = ContractDocuments.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new AssertionError("no resource " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
