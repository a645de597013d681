package org.sessiontoken.adapter.exchange;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Runs around every request: echoes the correlation ID before anything can fail, forbids caching below {@code /ags}, and
 * records the exchange when it is over, which an asynchronous one is not when its thread returns.
 */
final class ExchangeFilter extends OncePerRequestFilter {

    private final AccessLog records;

    ExchangeFilter(AccessLog records) {
        this.records = records;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Exchange exchange = Exchange.of(request);
        response.setHeader(Exchange.CORRELATION_HEADER, exchange.correlationId().value());
        String path = request.getServletPath();
        if (!Operation.isBelowBase(path)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Operation operation = Operation.of(path);
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            if (request.isAsyncStarted()) {
                // However soon the answer comes, it is not complete before the server's thread has returned from here.
                request.getAsyncContext().addListener(new AccessLogListener(records, exchange, operation));
            } else {
                records.write(exchange, operation, status);
            }
        }
    }
}
