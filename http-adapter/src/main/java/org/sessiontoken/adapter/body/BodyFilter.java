package org.sessiontoken.adapter.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.sessiontoken.adapter.problem.ErrorResponses;
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

    private final Duration timeout;
    private final transient BodyMemory memory;

    /**
     * A filter for all requests.
     *
     * @param timeout how long a body may take to arrive
     * @param memory what incomplete bodies may take
     */
    BodyFilter(Duration timeout, BodyMemory memory) {
        this.timeout = timeout;
        this.memory = memory;
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
            body = new BodyReader(request, memory);
            complete = body.readAvailable();
            if (complete) {
                BufferedBody.set(request, body.bytes());
            }
        } catch (Throwable failure) {
            // The server's code runs here. It would log the message of an exception that passed this filter.
            ResponseWriter.write(ErrorResponses.of(failure, RequestContext.of(request)), response);
            return;
        }
        if (complete) {
            chain.doFilter(request, response);
        } else {
            readRemaining(request, body);
        }
    }

    private void readRemaining(HttpServletRequest request, BodyReader body) {
        AsyncResponse response =
                AsyncResponse.start(request, timeout, HttpServletResponse.SC_REQUEST_TIMEOUT, body::releaseMemory);
        body.readRemaining(
                () -> {
                    BufferedBody.set(request, body.bytes());
                    response.dispatch();
                },
                response::sendError);
    }
}
