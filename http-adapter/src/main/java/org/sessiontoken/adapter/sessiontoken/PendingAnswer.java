package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * An answer that is owed, while no thread waits for it.
 *
 * <pre>
 * owed --write()--> over
 *   \----out of time, or the caller left----> over
 * </pre>
 *
 * <p>Only while it is owed are request and response touched: once it is over, the server uses them for others. Safe for all
 * threads.
 */
final class PendingAnswer implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(PendingAnswer.class);

    private final AsyncContext context;
    private final Exchange exchange;
    private boolean over;

    private PendingAnswer(AsyncContext context, Exchange exchange) {
        this.context = context;
        this.exchange = exchange;
    }

    /** Lets go of the server's thread, and owes an answer from now on. */
    static PendingAnswer begin(HttpServletRequest request, Exchange exchange, Duration longest) {
        AsyncContext context = request.startAsync();
        context.setTimeout(longest.toMillis());
        PendingAnswer pending = new PendingAnswer(context, exchange);
        context.addListener(pending);
        return pending;
    }

    /** Answers, if that is still owed. The server sends it on one of its own threads. */
    synchronized void write(ResponseEntity<byte[]> answer) {
        if (over) {
            return;
        }
        over = true;
        try {
            AnswerWriter.write(answer, (HttpServletResponse) context.getResponse());
        } catch (IOException callerLeft) {
            LOG.atDebug().log("The caller left before it was answered");
        }
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        write(Problem.ofStatus(HttpServletResponse.SC_GATEWAY_TIMEOUT).answer(exchange.correlationId()));
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        over = true;
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        over = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nothing starts it again.
    }
}
