package org.sessiontoken.backend.callout;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sessiontoken.backend.callout.ResponseOptions.Format;
import org.sessiontoken.sso.http.OutboundResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/** Reads the bodies of responses: JSON objects, or texts as JSON texts. */
final class ResponseBodies {

    private final ResponseOptions options;

    ResponseBodies(ResponseOptions options) {
        this.options = options;
    }

    /** The body, if it is in the format that is configured. */
    Optional<JsonNode> read(OutboundResponse response) {
        return switch (options.format()) {
            case JSON ->
                (options.anyMediaType() ? response.jsonObjectOfAnyType() : response.jsonObject())
                        .map(object -> (JsonNode) object);
            case TEXT -> text(response);
        };
    }

    /** Why there is no body in that format, in words that can be logged. */
    String problem(OutboundResponse response) {
        if (options.format() == Format.TEXT) {
            return "the body is not a text in UTF-8";
        }
        return options.anyMediaType()
                ? "the body is not a JSON object"
                : "the answer is refused: " + response.jsonProblem();
    }

    /** The value of the result, which may be missing; nothing if results are not read. */
    Optional<JsonNode> result(JsonNode body) {
        return options.results()
                .map(read -> options.resultPointer().map(body::at).orElse(body));
    }

    String resultLocation() {
        return options.resultPointer().map(pointer -> " at " + pointer).orElse("");
    }

    private static Optional<JsonNode> text(OutboundResponse response) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(response.body().bytes()))
                    .toString()
                    .strip();
            return Optional.of(text.isEmpty() ? MissingNode.getInstance() : StringNode.valueOf(text));
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
