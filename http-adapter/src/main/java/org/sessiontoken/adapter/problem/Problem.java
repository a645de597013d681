package org.sessiontoken.adapter.problem;

import java.io.ByteArrayOutputStream;
import org.sessiontoken.value.CorrelationId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Problem details, which tell a caller why its request was not successful (RFC 9457).
 *
 * @param type a URI that names the kind of problem
 * @param title the kind of problem, in words
 * @param status the HTTP status
 * @param detail what is wrong with this request and what to change; quotes no parameter
 */
public record Problem(String type, String title, int status, String detail) {

    private static final JsonFactory JSON = new JsonFactory();

    /** A problem of a known type. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.uri(), type.title(), type.status(), detail);
    }

    /** A problem of which only the status is known (RFC 9457, section 4.2.1). */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                of(
                        ProblemType.INVALID_REQUEST,
                        "Send a well-formed HTTP/1.1 request: a valid request line, and headers of valid characters.");
            case 404 -> of(ProblemType.NOT_FOUND, "Read /openapi.yaml for the paths that exist.");
            case 405 -> of(ProblemType.METHOD_NOT_ALLOWED, "Use one of the methods in the header Allow.");
            case 408 -> of(ProblemType.BODY_TOO_SLOW, "Send the body without pauses.");
            case 500 -> of(ProblemType.INTERNAL_ERROR, "Report it with the correlation ID.");
            case 504 -> of(ProblemType.DEADLINE_PASSED, "Ask again: whether a token was issued is not known.");
            default -> {
                HttpStatus known = HttpStatus.resolve(status);
                String phrase = known == null ? "Status " + status : known.getReasonPhrase();
                yield new Problem("about:blank", phrase, status, phrase + ".");
            }
        };
    }

    /** The response with this problem as its body. */
    public ResponseEntity<byte[]> toResponse(CorrelationId correlationId) {
        return toResponse(correlationId, HttpHeaders.EMPTY);
    }

    /** The response with this problem as its body, and with further headers. */
    public ResponseEntity<byte[]> toResponse(CorrelationId correlationId, HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(json(correlationId));
    }

    byte[] json(CorrelationId correlationId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("type", type);
            json.writeStringProperty("title", title);
            json.writeNumberProperty("status", status);
            json.writeStringProperty("detail", detail);
            json.writeStringProperty("correlationId", correlationId.value());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
