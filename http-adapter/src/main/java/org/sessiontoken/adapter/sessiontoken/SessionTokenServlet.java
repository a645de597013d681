package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.FailureAnswer;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
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

    private final transient AskReader asks;
    private final transient TokenSource source;
    private final transient Executor slowBodies;
    private final Duration longestBody;
    private final Duration longestReply;

    /**
     * Answers from this source.
     *
     * @param slowBodies waits for bodies that are not there yet
     * @param longestBody how long a body may take
     * @param longestReply when to give up on the source, which should have answered long before
     */
    SessionTokenServlet(
            AskReader asks, TokenSource source, Executor slowBodies, Duration longestBody, Duration longestReply) {
        this.asks = asks;
        this.source = source;
        this.slowBodies = slowBodies;
        this.longestBody = longestBody;
        this.longestReply = longestReply;
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

    /** The server's thread waits for nothing here, not even for the rest of the body. */
    private void ask(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = Exchange.of(request);
        IncomingBody body;
        boolean arrived;
        try {
            body = IncomingBody.of(request, longestBody);
            arrived = body.hasArrived();
        } catch (IOException | RuntimeException failure) {
            AnswerWriter.write(FailureAnswer.to(failure, exchange.correlationId()), response);
            return;
        }
        Duration longest = arrived ? longestReply : longestBody.plus(longestReply);
        PendingAnswer pending = PendingAnswer.begin(request, exchange, longest);
        if (arrived) {
            answer(request, body, exchange, pending);
            return;
        }
        try {
            slowBodies.execute(() -> answer(request, body, exchange, pending));
        } catch (RejectedExecutionException tooMany) {
            pending.write(FailureAnswer.to(tooManySlow(), exchange.correlationId()));
        }
    }

    private static ProblemException tooManySlow() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        return new ProblemException(
                ProblemType.UNAVAILABLE, "Send the body at once, with the headers, and not in chunks.", headers);
    }

    private void answer(HttpServletRequest request, IncomingBody body, Exchange exchange, PendingAnswer pending) {
        CompletionStage<SessionTokenReply> coming;
        try {
            coming = source.request(asks.read(request, body.await()));
        } catch (IOException | RuntimeException failure) {
            pending.write(FailureAnswer.to(failure, exchange.correlationId()));
            return;
        }
        // Composed in this order so that whatever fails before an answer is there, the client too, is told of as a bug.
        coming.thenApply(reply -> reply.fold(new Answer(exchange)))
                .exceptionally(bug -> FailureAnswer.to(bug, exchange.correlationId()))
                .thenAccept(pending::write);
    }
}
