package org.sessiontoken.adapter.sessiontoken;

import io.micrometer.observation.Observation;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.problem.ErrorResponses;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.response.AsyncResponse;
import org.sessiontoken.adapter.response.ResponseWriter;
import org.sessiontoken.client.SessionTokenReply;
import org.springframework.http.HttpHeaders;

/**
 * The call that gets a session token.
 *
 * <p>It is a servlet and not a controller because Spring MVC processes an asynchronous request twice with all its filters
 * and converters, which was the largest part of the time that the adapter spent on a request.
 */
final class SessionTokenServlet extends HttpServlet {

    static final String PATH = "/ags/getSessionToken";

    private static final long serialVersionUID = 1L;
    private static final String METHOD = "POST";

    private final transient SessionTokenRequestReader reader;
    private final transient TokenSource source;
    private final Duration timeout;

    /**
     * A servlet that gets session tokens from this source.
     *
     * @param timeout how long to wait for the source: longer than the client's deadline, so that this limit is normally
     *     not reached
     */
    SessionTokenServlet(SessionTokenRequestReader reader, TokenSource source, Duration timeout) {
        this.reader = reader;
        this.source = source;
        this.timeout = timeout;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals(METHOD)) {
            requestToken(request, response);
            return;
        }
        response.setHeader(HttpHeaders.ALLOW, METHOD);
        if (!request.getMethod().equals("OPTIONS")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void requestToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestContext context = RequestContext.of(request);
        CompletionStage<SessionTokenReply> reply;
        try {
            Optional<SessionTokenReply> refusal = source.refusal();
            if (refusal.isPresent()) {
                ResponseWriter.write(refusal.get().fold(new SessionTokenResponses(context)), response);
                return;
            }
            try (Observation.Scope current = context.span().openScope()) {
                reply = source.request(reader.read(request));
            }
        } catch (Throwable failure) {
            // An Error ends this request with a status 500 and a log line of ours. The server would log its message,
            // too,
            // which may quote a parameter.
            ResponseWriter.write(ErrorResponses.of(failure, context), response);
            return;
        }
        AsyncResponse pending = AsyncResponse.start(request, timeout, HttpServletResponse.SC_GATEWAY_TIMEOUT, () -> {});
        // In this order, each failure before the response is sent, also one of the source, becomes a response and a log
        // line.
        reply.thenApply(received -> received.fold(new SessionTokenResponses(context)))
                .exceptionally(bug -> ErrorResponses.of(bug, context))
                .thenAccept(pending::send);
    }
}
