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
 * records the exchange when it is over, which for an asynchronous one is after its second dispatch.
 */
final class ExchangeFilter extends OncePerRequestFilter {

    private final ExchangeRecord records;

    ExchangeFilter(ExchangeRecord records) {
        this.records = records;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Exchange exchange = Exchange.of(request);
        String path = request.getServletPath();
        if (!isAsyncDispatch(request)) {
            response.setHeader(
                    Exchange.CORRELATION_HEADER, exchange.correlationId().value());
            if (Operation.isBelowBase(path)) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
        }
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            if (Operation.isBelowBase(path) && !isAsyncStarted(request)) {
                records.write(exchange, Operation.of(path), status);
            }
        }
    }
}
