package org.sessiontoken.adapter.response;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.sessiontoken.adapter.problem.Problem;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.request.ResponseHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Writes large responses without blocking, such as the OpenAPI document and the metrics: no thread waits for a caller that
 * does not read. Such a response is the last of its connection, since it may have filled the connection's send buffer, for
 * which the thread that writes the next one would have to wait.
 *
 * <p>A small response is written at once, and an error without a body gets problem details. The send buffer holds all those that a connection may carry.
 */
final class LargeResponseFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    /** The maximum size of a small response. A hundred of them, with their headers, fit into the send buffer. */
    private static final int MAX_SMALL_BYTES = 1024;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ContentCachingResponseWrapper cached = new ContentCachingResponseWrapper(response);
        chain.doFilter(request, cached);
        if (isErrorWithoutBody(cached)) {
            ResponseWriter.write(
                    Problem.ofStatus(cached.getStatus())
                            .toResponse(RequestContext.of(request).correlationId()),
                    response);
            return;
        }
        if (cached.getContentSize() <= MAX_SMALL_BYTES) {
            cached.copyBodyToResponse();
            return;
        }
        ResponseHeaders.endConnection(response);
        response.setContentLength(cached.getContentSize());
        AsyncContext async = request.startAsync();
        // The property server.tomcat.connection-timeout bounds each pause of the caller. After a timeout here, the
        // server would
        // wait on its thread until the rest is sent.
        async.setTimeout(0);
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new BodyWriter(cached.getContentAsByteArray(), out, async));
    }

    /** Such as that of an actuator endpoint for a part of it that does not exist. */
    private static boolean isErrorWithoutBody(ContentCachingResponseWrapper response) {
        return response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST
                && response.getContentSize() == 0
                && !response.isCommitted();
    }

    /** Completes the request only once the server has no byte left: it would wait for the rest on its thread. */
    private static final class BodyWriter implements WriteListener {

        private final byte[] body;
        private final ServletOutputStream out;
        private final AsyncContext async;
        private boolean written;

        BodyWriter(byte[] body, ServletOutputStream out, AsyncContext async) {
            this.body = body;
            this.out = out;
            this.async = async;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                if (written) {
                    async.complete();
                    return;
                }
                written = true;
                out.write(body);
            }
        }

        @Override
        public void onError(Throwable callerLeft) {
            async.complete();
        }
    }
}
