package org.sessiontoken.sso.http;

import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.sessiontoken.json.JsonFactories;
import org.sessiontoken.json.Utf8;
import org.sessiontoken.value.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON objects of responses strictly: of bounded depth, each member once, nothing after the object. */
final class JsonObjects {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactories.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonObjects() {}

    static Optional<ObjectNode> parse(Secret body) {
        try {
            JsonNode tree = MAPPER.readTree(Utf8.decodeWithoutMark(body.bytes()));
            return tree instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (CharacterCodingException | JacksonException notJson) {
            return Optional.empty();
        }
    }
}
