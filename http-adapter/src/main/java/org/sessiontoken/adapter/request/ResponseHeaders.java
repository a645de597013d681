package org.sessiontoken.adapter.request;

import jakarta.servlet.http.HttpServletResponse;
import org.sessiontoken.value.CorrelationId;
import org.springframework.http.HttpHeaders;

/** The headers of every response, whoever writes it. */
public final class ResponseHeaders {

    private ResponseHeaders() {}

    /** Sets the correlation ID. The headers that are the same in all responses are set by a valve of the server. */
    public static void set(HttpServletResponse response, CorrelationId correlationId) {
        response.setHeader(CorrelationIdHeader.NAME, correlationId.value());
    }

    /** Tells the caller to send no further request on this connection. */
    public static void endConnection(HttpServletResponse response) {
        response.setHeader(HttpHeaders.CONNECTION, "close");
    }
}
