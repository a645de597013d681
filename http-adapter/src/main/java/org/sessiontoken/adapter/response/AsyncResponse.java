package org.sessiontoken.adapter.response;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.sessiontoken.adapter.problem.ErrorResponses;
import org.sessiontoken.adapter.problem.Problem;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.request.ResponseHeaders;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.ResponseEntity;

/**
 * A response that is written later, while no thread waits for it.
 *
 * <pre>
 * pending --send(), sendError(), dispatch()--> done
 *    \----timeout, or the caller has left----> done
 * </pre>
 *
 * <p>The request and the response are used only while the response is pending: once it is done, the server uses both
 * objects for other requests. Safe for all threads.
 */
public final class AsyncResponse implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncResponse.class);

    private final AsyncContext async;
    private final RequestContext context;
    private final int timeoutStatus;
    private final Runnable onDone;
    private volatile boolean done;

    private AsyncResponse(AsyncContext async, RequestContext context, int timeoutStatus, Runnable onDone) {
        this.async = async;
        this.context = context;
        this.timeoutStatus = timeoutStatus;
        this.onDone = onDone;
    }

    /**
     * Starts asynchronous processing, which releases the server's thread.
     *
     * @param timeout how long the response may be pending, to about a second
     * @param timeoutStatus the HTTP status of the response that is sent after that time
     * @param onDone runs once, when the response is no longer pending
     */
    public static AsyncResponse start(
            HttpServletRequest request, Duration timeout, int timeoutStatus, Runnable onDone) {
        AsyncContext async = request.startAsync();
        async.setTimeout(timeout.toMillis());
        AsyncResponse response = new AsyncResponse(async, RequestContext.of(request), timeoutStatus, onDone);
        async.addListener(response);
        return response;
    }

    /**
     * Sends a response if none was sent: on this thread, so that no further thread has to wake up for it. This thread waits
     * only if the buffers of the connection are full, which the server prevents by closing each connection after a number of
     * responses.
     */
    public synchronized void send(ResponseEntity<byte[]> response) {
        if (!finish()) {
            return;
        }
        try {
            HttpServletResponse target = (HttpServletResponse) async.getResponse();
            if (context.isServerStopping()) {
                ResponseHeaders.endConnection(target);
            }
            ResponseWriter.write(response, target);
        } catch (IOException callerLeft) {
            LoggingEventBuilder line = LOG.atDebug()
                    .addKeyValue(LogKeys.CORRELATION_ID, context.correlationId().value());
            LogLine.with(line, LogKeys.TRACE_ID, context.traceId()).log("The caller left before the response was sent");
        } catch (Throwable failure) {
            // The server's code runs here on the client's thread, which nobody watches for exceptions.
            LoggingEventBuilder line = LOG.atError()
                    .addKeyValue(LogKeys.CORRELATION_ID, context.correlationId().value());
            LogLine.with(line, LogKeys.TRACE_ID, context.traceId())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                    .log("Response could not be written: this is a bug");
        }
        async.complete();
    }

    /** Sends the response for this failure, if none was sent. */
    public void sendError(Throwable failure) {
        send(ErrorResponses.of(failure, context));
    }

    /** Dispatches the request to its servlet, which sends the response, if none was sent. */
    public synchronized void dispatch() {
        if (finish()) {
            async.dispatch();
        }
    }

    /** Returns whether the response was pending until now. */
    private synchronized boolean finish() {
        if (done) {
            return false;
        }
        done = true;
        onDone.run();
        return true;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        send(Problem.ofStatus(timeoutStatus).toResponse(context.correlationId()));
    }

    @Override
    public void onError(AsyncEvent event) {
        finish();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        // The lock alone is not enough: the thread that has sent the response holds it while it tells the server, and
        // the
        // server's thread would wait here for each response.
        if (!done) {
            finish();
        }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // The servlet that the request was dispatched to starts it again, with an asynchronous response of its own.
    }
}
