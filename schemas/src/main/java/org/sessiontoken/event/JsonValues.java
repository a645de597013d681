package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.VALUE;

import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.Sealed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
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
                            .maxStringLength(Sealed.LONGEST)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Integer, config -> config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .addModule(JsonTimes.module())
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
            throw new UnreadableEventException(
                    VALUE,
                    "the value must be one JSON object of at most " + DEEPEST + " levels, each member given once");
        }
    }

    static <T extends Record> T read(JsonNode tree, Class<T> type) {
        refuseNulls(tree, type);
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException notAsDescribed) {
            throw unreadable(notAsDescribed);
        }
    }

    /** What is not there is left out. Jackson can refuse either both of missing and {@code null}, or neither. */
    private static void refuseNulls(JsonNode tree, Class<? extends Record> type) {
        for (RecordComponent member : type.getRecordComponents()) {
            if (tree.path(member.getName()).isNull()) {
                throw new UnreadableEventException(VALUE, "member '" + member.getName() + "' must not be null");
            }
        }
    }

    /** Names the member at fault and leaves the parser's own words out, since they may quote the value. */
    private static UnreadableEventException unreadable(JacksonException e) {
        String path = e.getPath().stream().map(JsonValues::name).collect(Collectors.joining("."));
        Throwable cause = e.getCause();
        String fault = cause instanceof IllegalArgumentException || cause instanceof NullPointerException
                ? cause.getMessage()
                : "it is missing, or not of the type that the schema describes";
        return new UnreadableEventException(
                VALUE,
                (path.isEmpty() ? "the value" : "member '" + path + "'") + " is not as the schema describes: " + fault);
    }

    /** The names of records' members are the schema's; those of a map's are the writer's, and not repeated. */
    private static String name(JacksonException.Reference step) {
        return step.from() instanceof Map || step.getPropertyName() == null ? "[]" : step.getPropertyName();
    }
}
