package org.sessiontoken.adapter.sessiontoken;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.sessiontoken.adapter.problem.Problem;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The HTTP response for each reply: the one place that maps outcomes to HTTP statuses. */
final class SessionTokenResponses implements SessionTokenReply.Cases<ResponseEntity<byte[]>> {

    // RFC 9110, section 15.5.2, demands a challenge with every 401. The credential is in the body, and no scheme is
    // registered for that. A scheme of our own satisfies the rule, and no browser asks its user for a password because
    // of it.
    private static final String CHALLENGE = "SessionTokenParameters realm=\"ags\"";

    /** The broker's reason code. Its detail cannot name the header, since the broker does not know HTTP. */
    private static final String UNKNOWN_AUTH_SERVICE = "unknown-auth-service";

    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

    private static final JsonFactory JSON = new JsonFactory();

    private final RequestContext context;

    SessionTokenResponses(RequestContext context) {
        this.context = context;
    }

    @Override
    public ResponseEntity<byte[]> issued(SessionTokenReply.Issued reply) {
        context.setReply(reply.requestId(), Outcome.ISSUED);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json(reply.token()));
    }

    private static byte[] json(Secret token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("sessionToken", token.text());
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    @Override
    public ResponseEntity<byte[]> declined(SessionTokenReply.Declined reply) {
        context.setReply(reply.requestId(), reply.outcome());
        // A 401 or 403 does not contain the reason: it is for audit, and would help an attacker who guesses
        // credentials.
        return switch (reply.outcome()) {
            case ISSUED -> throw new IllegalArgumentException("an issued token is no declined reply");
            case INVALID ->
                problem(
                        ProblemType.INVALID_REQUEST,
                        reply.reason().value().equals(UNKNOWN_AUTH_SERVICE)
                                ? "the tenant has no auth service of this name: x-auth-service-id must be an"
                                        + " authServiceName of service discovery"
                                : reply.detail().orElse("Send what service discovery describes for this auth service."),
                        HttpHeaders.EMPTY);
            case UNAUTHORISED ->
                problem(
                        ProblemType.CREDENTIAL_REFUSED,
                        "Send a credential that the auth service accepts.",
                        header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
            case FORBIDDEN ->
                problem(
                        ProblemType.NOT_ALLOWED,
                        "Send a credential that allows this tenant, account and auth service.",
                        HttpHeaders.EMPTY);
            case UNAVAILABLE ->
                problem(ProblemType.UNAVAILABLE, "Ask again after the time that Retry-After gives.", retryAfter(reply));
            case THROTTLED ->
                problem(ProblemType.THROTTLED, "Ask again after the time that Retry-After gives.", retryAfter(reply));
            case EXPIRED ->
                problem(
                        ProblemType.DEADLINE_PASSED,
                        "Ask again: whether a session token was issued is not known.",
                        HttpHeaders.EMPTY);
        };
    }

    private ResponseEntity<byte[]> problem(ProblemType type, String detail, HttpHeaders headers) {
        return Problem.of(type, detail).toResponse(context.correlationId(), headers);
    }

    /** In whole seconds, rounded up: a caller that retries too early would be refused again. */
    private static HttpHeaders retryAfter(SessionTokenReply.Declined reply) {
        Duration wait = reply.retryAfter()
                .filter(asked -> asked.compareTo(MIN_RETRY_AFTER) > 0)
                .orElse(MIN_RETRY_AFTER);
        return header(
                HttpHeaders.RETRY_AFTER,
                Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    }

    private static HttpHeaders header(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
    }
}
