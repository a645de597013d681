package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServletRequest;
import org.sessiontoken.adapter.body.BufferedBody;
import org.sessiontoken.adapter.body.ParametersJson;
import org.sessiontoken.adapter.discovery.RepeatableAuthServices;
import org.sessiontoken.adapter.header.AuthServiceHeader;
import org.sessiontoken.adapter.header.CommonHeaders;
import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.sessiontoken.adapter.header.ContentTypeCheck;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.value.AuthServiceId;

/** Reads a request for a session token from the headers and the body of an HTTP request. */
final class SessionTokenRequestReader {

    private final CommonHeadersReader commonHeaders;
    private final RepeatableAuthServices repeatable;

    SessionTokenRequestReader(CommonHeadersReader commonHeaders, RepeatableAuthServices repeatable) {
        this.commonHeaders = commonHeaders;
        this.repeatable = repeatable;
    }

    /**
     * Reads the request. The header {@code Accept} is ignored, and {@code Content-Type} may be absent. It names no trace if the
     * request is recorded: the client then finds the current span.
     *
     * @throws ProblemException if a header or the body is not as described
     */
    SessionTokenRequest read(HttpServletRequest request) {
        CommonHeaders headers = commonHeaders.read(request);
        AuthServiceId authService = AuthServiceHeader.read(request);
        RequestContext context = RequestContext.of(request);
        ContentTypeCheck.requireJson(request);
        return new SessionTokenRequest(
                headers.tenantId(),
                authService,
                headers.correlationId(),
                ParametersJson.read(BufferedBody.of(request)),
                context.traceToName(),
                repeatable.isRepeatable(headers.tenantId(), authService),
                context.callerAddress());
    }
}
