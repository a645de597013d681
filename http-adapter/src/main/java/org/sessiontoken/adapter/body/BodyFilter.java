package org.sessiontoken.adapter.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.sessiontoken.adapter.problem.ErrorResponses;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.response.AsyncResponse;
import org.sessiontoken.adapter.response.ResponseWriter;
import org.springframework.http.HttpHeaders;

/**
 * Passes a request on once its whole body has arrived, and releases the server's thread until then: a caller who sends
 * slowly delays only other callers who send slowly. The filter reads the body on every path, even where no body is
 * expected, because the server would block a thread to read a body that nobody has read.
 */
final class BodyFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** How many bodies may be incomplete at once: the part that has arrived of each one takes memory. */
    private static final int MAX_INCOMPLETE = 1_000;

    private final Duration timeout;
    private final transient Semaphore permits = new Semaphore(MAX_INCOMPLETE);

    /**
     * A filter for all requests.
     *
     * @param timeout how long a body may take to arrive
     */
    BodyFilter(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            chain.doFilter(request, response);
            return;
        }
        BodyReader body;
        boolean complete;
        try {
            body = new BodyReader(request);
            complete = body.readAvailable();
            if (complete) {
                BufferedBody.set(request, body.bytes());
            }
        } catch (Throwable failure) {
            // The server's code runs here. It would log the message of an exception that passed this filter.
            ResponseWriter.write(
                    ErrorResponses.of(failure, RequestContext.of(request).correlationId()), response);
            return;
        }
        if (complete) {
            chain.doFilter(request, response);
        } else {
            readRemaining(request, body);
        }
    }

    private void readRemaining(HttpServletRequest request, BodyReader body) {
        boolean permitted = permits.tryAcquire();
        AsyncResponse response = AsyncResponse.start(
                request, timeout, HttpServletResponse.SC_REQUEST_TIMEOUT, permitted ? permits::release : () -> {});
        body.readRemaining(
                () -> {
                    BufferedBody.set(request, body.bytes());
                    response.dispatch();
                },
                response::sendError);
        if (!permitted) {
            response.sendError(tooManyIncomplete());
        }
    }

    private static ProblemException tooManyIncomplete() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        return new ProblemException(
                ProblemType.UNAVAILABLE, "Send the body at once, with the headers, and not in chunks.", headers);
    }
}
