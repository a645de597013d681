package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.VALUE;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON values of events, read strictly: no type is converted to another, nothing may follow the value, no member may be
 * given twice. Members that are not known are passed over, so that a newer writer does not break an older reader.
 */
final class JsonValues {

    private static final int DEEPEST = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(org.sessiontoken.value.Sealed.LONGEST)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .addModule(new SimpleModule().addDeserializer(Instant.class, new Rfc3339()))
            .build();

    private JsonValues() {}

    static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static JsonNode tree(byte @Nullable [] value) {
        if (value == null) {
            throw new UnreadableEventException(VALUE, "the value must be a JSON object, and it is missing");
        }
        try {
            JsonNode tree = MAPPER.readTree(value);
            if (!tree.isObject()) {
                throw new UnreadableEventException(VALUE, "the value must be a JSON object");
            }
            return tree;
        } catch (JacksonException notJson) {
            throw unreadable(notJson);
        }
    }

    static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException notAsDescribed) {
            throw unreadable(notAsDescribed);
        }
    }

    /** Names the member at fault and leaves the parser's own words out, since they may quote the value. */
    private static UnreadableEventException unreadable(JacksonException e) {
        if (e instanceof DatabindException) {
            String path = e.getPath().stream()
                    .map(reference -> reference.getPropertyName() == null ? "[]" : reference.getPropertyName())
                    .collect(Collectors.joining("."));
            String why =
                    e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof NullPointerException
                            ? e.getCause().getMessage()
                            : "it is missing, or not of the type that the schema describes";
            return new UnreadableEventException(
                    VALUE,
                    (path.isEmpty() ? "the value" : "member '" + path + "'") + " is not as the schema describes: "
                            + why);
        }
        return new UnreadableEventException(
                VALUE, "the value must be one JSON object of at most " + DEEPEST + " levels, each member given once");
    }

    private static final class Rfc3339 extends ValueDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(tools.jackson.core.JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(Instant.class, parser);
            }
            try {
                return Instant.parse(parser.getString());
            } catch (DateTimeException malformed) {
                return (Instant)
                        context.handleWeirdStringValue(Instant.class, "", "a time must be given as RFC 3339 describes");
            }
        }
    }
}
