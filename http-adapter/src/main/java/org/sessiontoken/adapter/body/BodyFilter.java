package org.sessiontoken.adapter.body;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.sessiontoken.adapter.answer.AsyncResponse;
import org.sessiontoken.adapter.answer.ResponseWriter;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.adapter.problem.ErrorResponses;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/**
 * Passes a request on once its body is there, and lets go of the server's thread until then: whoever sends slowly holds up
 * nobody but others who do. A body is read for every path, also where none is expected: the server would wait for what nobody
 * had read.
 */
final class BodyFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** How many bodies are awaited at once: what has come of them takes memory. */
    private static final int MAX_AWAITED = 1_000;

    private final Duration longest;
    private final transient Semaphore places = new Semaphore(MAX_AWAITED);

    /** Gives each body so long to arrive. */
    BodyFilter(Duration longest) {
        this.longest = longest;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getContentLengthLong() < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null) {
            chain.doFilter(request, response);
            return;
        }
        IncomingBody body = new IncomingBody(request);
        try {
            if (!body.isComplete()) {
                await(request, body);
                return;
            }
            Body.put(request, body.bytes());
        } catch (IOException | RuntimeException failure) {
            ResponseWriter.write(ErrorResponses.to(failure, Exchange.of(request).correlationId()), response);
            return;
        }
        chain.doFilter(request, response);
    }

    private void await(HttpServletRequest request, IncomingBody body) {
        boolean place = places.tryAcquire();
        AsyncResponse pending = AsyncResponse.begin(
                request, longest, HttpServletResponse.SC_REQUEST_TIMEOUT, place ? places::release : () -> {});
        body.whenComplete(
                () -> {
                    Body.put(request, body.bytes());
                    pending.resume();
                },
                pending::fail);
        if (!place) {
            pending.fail(tooManyAwaited());
        }
    }

    private static ProblemException tooManyAwaited() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "1");
        return new ProblemException(
                ProblemType.UNAVAILABLE, "Send the body at once, with the headers, and not in chunks.", headers);
    }
}
