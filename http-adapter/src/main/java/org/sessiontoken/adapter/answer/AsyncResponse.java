package org.sessiontoken.adapter.answer;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.ErrorResponses;
import org.sessiontoken.adapter.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * An answer that is owed, while no thread waits for what it needs.
 *
 * <pre>
 * owed --write(), fail(), resume()--> over
 *   \----out of time, or the caller left----> over
 * </pre>
 *
 * <p>Only while it is owed are request and response touched: once it is over, the server uses them for others. Safe for all
 * threads.
 */
public final class AsyncResponse implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncResponse.class);

    private final AsyncContext context;
    private final Exchange exchange;
    private final int statusWhenTooLate;
    private final Runnable whenOver;
    private volatile boolean over;

    private AsyncResponse(AsyncContext context, Exchange exchange, int statusWhenTooLate, Runnable whenOver) {
        this.context = context;
        this.exchange = exchange;
        this.statusWhenTooLate = statusWhenTooLate;
        this.whenOver = whenOver;
    }

    /**
     * Lets go of the server's thread, and owes an answer from now on.
     *
     * @param longest how long, to about a second
     * @param statusWhenTooLate the HTTP status of what the caller is told after that time
     * @param whenOver runs once, when the answer is no longer owed
     */
    public static AsyncResponse begin(
            HttpServletRequest request, Duration longest, int statusWhenTooLate, Runnable whenOver) {
        AsyncContext context = request.startAsync();
        context.setTimeout(longest.toMillis());
        AsyncResponse pending = new AsyncResponse(context, Exchange.of(request), statusWhenTooLate, whenOver);
        context.addListener(pending);
        return pending;
    }

    /**
     * Answers, if that is still owed: on this thread, so that the caller has it without a further one waking up. It waits only
     * where the buffers of the connection are full, which the server prevents by closing it after a number of answers.
     */
    public synchronized void write(ResponseEntity<byte[]> answer) {
        if (!end()) {
            return;
        }
        try {
            ResponseWriter.write(answer, (HttpServletResponse) context.getResponse());
        } catch (IOException callerLeft) {
            LOG.atDebug().log("The caller left before it was answered");
        }
        context.complete();
    }

    /** Answers with what the caller is told of this failure, if an answer is still owed. */
    public void fail(Throwable failure) {
        write(ErrorResponses.to(failure, exchange.correlationId()));
    }

    /** Leaves the answer, if it is still owed, to whom the request is for: passes it on as an asynchronous dispatch. */
    public synchronized void resume() {
        if (end()) {
            context.dispatch();
        }
    }

    /** Says whether the answer was owed until now. */
    private synchronized boolean end() {
        if (over) {
            return false;
        }
        over = true;
        whenOver.run();
        return true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        write(Problem.ofStatus(statusWhenTooLate).answer(exchange.correlationId()));
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // Not by the lock alone: who has written the answer still holds it while telling the server, whose thread would
        // wait here with each answer.
        if (!over) {
            end();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Whoever the request was passed on to starts it again, and owes an answer of its own.
    }
}
