package org.sessiontoken.adapter.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.sessiontoken.adapter.caller.CallerAddressReader;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first filter. It sets the headers of the response before anything can fail, begins the request's span, and writes the access log when
 * the request is complete. An asynchronous request is not yet complete when its thread returns from the filter.
 */
final class AccessLogFilter extends OncePerRequestFilter {

    private final AccessLog accessLog;
    private final ServerSpans spans;
    private final CallerAddressReader callers;
    private final BooleanSupplier stopping;

    /**
     * A filter for all requests.
     *
     * @param stopping whether the server has been told to stop
     */
    AccessLogFilter(AccessLog accessLog, ServerSpans spans, CallerAddressReader callers, BooleanSupplier stopping) {
        this.accessLog = accessLog;
        this.spans = spans;
        this.callers = callers;
        this.stopping = stopping;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestContext context = RequestContext.of(request);
        context.setServerStopping(stopping);
        context.setCallerAddress(callers.read(request));
        ResponseHeaders.set(response, context.correlationId());
        if (context.isServerStopping()) {
            ResponseHeaders.endConnection(response);
        }
        String path = request.getServletPath();
        if (!Operation.isBelowBase(path)) {
            chain.doFilter(request, response);
            return;
        }
        Operation operation = Operation.of(path);
        context.setSpan(spans.begin(request, context, operation));
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            if (request.isAsyncStarted()) {
                // The response may have been written already, but the server completes the request only after this
                // thread
                // has returned: the listener is never too late.
                request.getAsyncContext().addListener(new AccessLogListener(accessLog, context, operation));
            } else {
                accessLog.write(context, operation, status);
            }
        }
    }
}
