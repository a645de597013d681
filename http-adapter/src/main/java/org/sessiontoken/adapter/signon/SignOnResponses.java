package org.sessiontoken.adapter.signon;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import org.sessiontoken.adapter.problem.ReplyProblems;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.client.SignOnReply;
import org.sessiontoken.event.Outcome;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The HTTP response for each reply to a sign-on. All refusals of a session token are alike: whoever tries tokens must not learn
 * which of them exists or was used.
 */
final class SignOnResponses implements SignOnReply.Cases<ResponseEntity<byte[]>> {

    private static final String REFUSED =
            "Send a session token that this auth service has issued for this tenant, that nobody has used, and that has not"
                    + " expired.";
    private static final String NOT_KNOWN =
            "Ask again, with the same clientId and Idempotency-Key: whether the device has signed on is not known.";
    private static final JsonFactory JSON = new JsonFactory();

    private final RequestContext context;
    private final ReplyProblems problems;
    private final Clock clock;

    SignOnResponses(RequestContext context, Clock clock) {
        this.context = context;
        this.problems = new ReplyProblems(context);
        this.clock = clock;
    }

    @Override
    public ResponseEntity<byte[]> signedOn(SignOnReply.SignedOn reply) {
        context.setSignedOn(reply.requestId());
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(json(reply));
    }

    private byte[] json(SignOnReply.SignedOn reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            json.writeStringProperty("access_token", reply.accessToken().text());
            reply.refreshToken().ifPresent(token -> json.writeStringProperty("refresh_token", token.text()));
            json.writeStringProperty("client_id", reply.clientId().value());
            json.writeStringProperty("token_type", "Bearer");
            json.writeNumberProperty("expires_in", secondsLeft(reply));
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** Fewer than the token's lifetime: it counts from when the attempt was decided. */
    private long secondsLeft(SignOnReply.SignedOn reply) {
        return Math.max(0, Duration.between(clock.instant(), reply.expiresAt()).toSeconds());
    }

    @Override
    public ResponseEntity<byte[]> refused(SignOnReply.Refused reply) {
        return switch (reply.outcome()) {
            case SIGNED_ON -> throw new IllegalArgumentException("whoever has signed on was not refused");
            case INVALID -> {
                context.setReply(reply.requestId(), Outcome.INVALID);
                yield problems.invalid(reply.detail().orElse("Send what /openapi.yaml describes."));
            }
            case UNAUTHORISED -> {
                context.setReply(reply.requestId(), Outcome.UNAUTHORISED);
                yield problems.credentialRefused(REFUSED);
            }
            case EXPIRED -> {
                context.setReply(reply.requestId(), Outcome.EXPIRED);
                yield problems.deadlinePassed(NOT_KNOWN);
            }
        };
    }

    @Override
    public ResponseEntity<byte[]> declined(SignOnReply.Declined reply) {
        context.setReply(reply.requestId(), reply.outcome());
        return reply.outcome() == Outcome.EXPIRED
                ? problems.deadlinePassed(NOT_KNOWN)
                : problems.unavailable(reply.retryAfter());
    }
}
