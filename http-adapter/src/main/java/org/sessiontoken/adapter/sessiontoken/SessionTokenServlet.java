package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.answer.AsyncResponse;
import org.sessiontoken.adapter.answer.ResponseWriter;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.ErrorResponses;
import org.sessiontoken.client.SessionTokenReply;
import org.springframework.http.HttpHeaders;

/**
 * The call that gets a session token.
 *
 * <p>A servlet, and not a controller: Spring MVC takes an asynchronous request through its whole chain twice, which was the
 * largest part of what the adapter spent on it.
 */
final class SessionTokenServlet extends HttpServlet {

    static final String PATH = "/ags/getSessionToken";

    private static final long serialVersionUID = 1L;
    private static final String METHOD = "POST";

    private final transient SessionTokenRequestReader asks;
    private final transient TokenSource source;
    private final Duration longest;

    /**
     * Answers from this source.
     *
     * @param longest when to give up on the source, which should have answered long before
     */
    SessionTokenServlet(SessionTokenRequestReader asks, TokenSource source, Duration longest) {
        this.asks = asks;
        this.source = source;
        this.longest = longest;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals(METHOD)) {
            ask(request, response);
            return;
        }
        response.setHeader(HttpHeaders.ALLOW, METHOD);
        if (!request.getMethod().equals("OPTIONS")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = Exchange.of(request);
        CompletionStage<SessionTokenReply> coming;
        try {
            coming = source.request(asks.read(request));
        } catch (RuntimeException failure) {
            ResponseWriter.write(ErrorResponses.to(failure, exchange.correlationId()), response);
            return;
        }
        AsyncResponse pending = AsyncResponse.begin(request, longest, HttpServletResponse.SC_GATEWAY_TIMEOUT, () -> {});
        // Composed in this order so that whatever fails before an answer is there, the client too, is told of as a bug.
        coming.thenApply(reply -> reply.fold(new SessionTokenResponses(exchange)))
                .exceptionally(bug -> ErrorResponses.to(bug, exchange.correlationId()))
                .thenAccept(pending::write);
    }
}
