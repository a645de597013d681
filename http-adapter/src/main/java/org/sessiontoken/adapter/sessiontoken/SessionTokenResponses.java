package org.sessiontoken.adapter.sessiontoken;

import java.io.ByteArrayOutputStream;
import org.sessiontoken.adapter.problem.ReplyProblems;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.Secret;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The HTTP response for each reply to a request for a session token. */
final class SessionTokenResponses implements SessionTokenReply.Cases<ResponseEntity<byte[]>> {

    /** The broker's reason code. Its detail cannot name the header, since the broker does not know HTTP. */
    private static final String UNKNOWN_AUTH_SERVICE = "unknown-auth-service";

    private static final JsonFactory JSON = new JsonFactory();

    private final RequestContext context;
    private final ReplyProblems problems;

    SessionTokenResponses(RequestContext context) {
        this.context = context;
        this.problems = new ReplyProblems(context);
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
                problems.invalid(
                        reply.reason().value().equals(UNKNOWN_AUTH_SERVICE)
                                ? "the tenant has no auth service of this name: x-auth-service-id must be an"
                                        + " authServiceName of service discovery"
                                : reply.detail()
                                        .orElse("Send what service discovery describes for this auth service."));
            case UNAUTHORISED -> problems.credentialRefused("Send a credential that the auth service accepts.");
            case FORBIDDEN ->
                problems.notAllowed("Send a credential that allows this tenant, account and auth service.");
            case UNAVAILABLE -> problems.unavailable(reply.retryAfter());
            case THROTTLED -> problems.throttled(reply.retryAfter());
            case EXPIRED -> problems.deadlinePassed("Ask again: whether a session token was issued is not known.");
        };
    }
}
