package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.caller.Caller;
import org.sessiontoken.adapter.caller.CallerReader;
import org.sessiontoken.adapter.caller.RequestHeaders;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.Bug;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.client.SessionTokenAsk;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TraceParent;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The call that gets a session token. */
@RestController
final class SessionTokenEndpoint {

    private static final String AUTH_SERVICE_HEADER = "x-auth-service-id";
    private static final String TRACE_HEADER = "traceparent";

    private final CallerReader callers;
    private final BodyReader bodies;
    private final TokenSource source;

    SessionTokenEndpoint(CallerReader callers, BodyReader bodies, TokenSource source) {
        this.callers = callers;
        this.bodies = bodies;
        this.source = source;
    }

    // Names no media types: what the caller accepts does not matter, and what it sends is checked by the body reader,
    // which also takes a body of no declared type.
    @PostMapping("/ags/getSessionToken")
    CompletionStage<ResponseEntity<byte[]>> getSessionToken(HttpServletRequest request) throws IOException {
        SessionTokenAsk ask = read(request);
        Exchange exchange = Exchange.of(request);
        // A failure is told of here: Spring MVC would log its message at DEBUG.
        return source.request(ask)
                .thenApply(reply -> reply.fold(new Answer(exchange)))
                .exceptionally(failure -> Bug.answer(failure, exchange.correlationId()));
    }

    private SessionTokenAsk read(HttpServletRequest request) throws IOException {
        Caller caller = callers.read(request);
        AuthServiceId authService = RequestHeaders.read(request, AUTH_SERVICE_HEADER, AuthServiceId::new)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "Give the header " + AUTH_SERVICE_HEADER
                                + ": an authServiceName of the service discovery's answer."));
        Exchange.of(request).asks(authService);
        return new SessionTokenAsk(
                caller.tenantId(),
                authService,
                caller.correlationId(),
                ParametersJson.read(bodies.read(request)),
                trace(request.getHeader(TRACE_HEADER)));
    }

    /** A malformed trace is ignored, as W3C Trace Context (section 3.2) wants: the call is worth more than its trace. */
    private static Optional<TraceParent> trace(@Nullable String given) {
        if (given == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TraceParent(given));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
