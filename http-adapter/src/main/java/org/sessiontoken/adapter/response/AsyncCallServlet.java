package org.sessiontoken.adapter.response;

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
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Serves a call by POST.
 *
 * <p>It is a servlet and not a controller because Spring MVC processes an asynchronous request twice with all its filters
 * and converters, which was the largest part of the time that the adapter spent on a request.
 */
public final class AsyncCallServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String METHOD = "POST";

    /** The client's reply at its deadline tells more than a timeout does, so it goes first. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final transient AsyncCall call;
    private final Duration timeout;

    /**
     * A servlet for this call.
     *
     * @param deadline when the call is answered at the latest
     */
    public AsyncCallServlet(AsyncCall call, Duration deadline) {
        this.call = call;
        this.timeout = deadline.plus(GRACE);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals(METHOD)) {
            answer(request, response);
            return;
        }
        response.setHeader(HttpHeaders.ALLOW, METHOD);
        if (!request.getMethod().equals("OPTIONS")) {
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestContext context = RequestContext.of(request);
        CompletionStage<ResponseEntity<byte[]>> answer;
        try {
            Optional<ResponseEntity<byte[]>> refusal = call.refusal(context);
            if (refusal.isPresent()) {
                ResponseWriter.write(refusal.get(), response);
                return;
            }
            try (Observation.Scope current = context.span().openScope()) {
                answer = call.answer(request, context);
            }
        } catch (Throwable failure) {
            // An Error ends this request with a status 500 and a log line of ours. The server would log its message,
            // too,
            // which may quote a parameter.
            ResponseWriter.write(ErrorResponses.of(failure, context), response);
            return;
        }
        AsyncResponse pending = AsyncResponse.start(request, timeout, HttpServletResponse.SC_GATEWAY_TIMEOUT, () -> {});
        // In this order, each failure before the response is sent, also one of the call, becomes a response and a log
        // line.
        answer.exceptionally(bug -> ErrorResponses.of(bug, context)).thenAccept(pending::send);
    }
}
