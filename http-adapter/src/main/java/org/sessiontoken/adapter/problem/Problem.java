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
            case 414 -> ofHttp(414, "Send a request line of fewer bytes.");
            case 417 -> ofHttp(417, "Leave the header Expect out, or send 100-continue in it.");
            case 431 ->
                of(
                        ProblemType.HEAD_TOO_LARGE,
                        "Send at most 100 header fields, and at most 16,384 bytes of request line and headers.");
            case 500 -> of(ProblemType.INTERNAL_ERROR, "Report it with the correlation ID.");
            case 501 -> ofHttp(501, "Send another method than CONNECT, and no Transfer-Encoding other than chunked.");
            case 504 -> of(ProblemType.DEADLINE_PASSED, "Ask again: whether a token was issued is not known.");
            case 505 -> ofHttp(505, "Send HTTP/1.1.");
            default -> ofHttp(status, phrase(status) + ".");
        };
    }

    /** A problem that HTTP names by its status. */
    private static Problem ofHttp(int status, String detail) {
        return new Problem("about:blank", phrase(status), status, detail);
    }

    private static String phrase(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return known == null ? "Status " + status : known.getReasonPhrase();
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
