package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.body.Body;
import org.sessiontoken.adapter.caller.Caller;
import org.sessiontoken.adapter.caller.CallerReader;
import org.sessiontoken.adapter.caller.RequestHeaders;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TraceParent;

/** Reads what is asked, from headers and body. */
final class SessionTokenRequestReader {

    private static final String AUTH_SERVICE_HEADER = "x-auth-service-id";
    private static final String TRACE_HEADER = "traceparent";

    private final CallerReader callers;

    SessionTokenRequestReader(CallerReader callers) {
        this.callers = callers;
    }

    /**
     * Reads what is asked. What the caller accepts does not matter, and it need not say what it sends.
     *
     * @throws ProblemException if a header or the body is not as described
     */
    SessionTokenRequest read(HttpServletRequest request) {
        Caller caller = callers.read(request);
        AuthServiceId authService = RequestHeaders.read(request, AUTH_SERVICE_HEADER, AuthServiceId::new)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "Give the header " + AUTH_SERVICE_HEADER
                                + ": an authServiceName of the service discovery's answer."));
        Exchange.of(request).asks(authService);
        BodyType.require(request);
        return new SessionTokenRequest(
                caller.tenantId(),
                authService,
                caller.correlationId(),
                ParametersJson.read(Body.of(request)),
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
