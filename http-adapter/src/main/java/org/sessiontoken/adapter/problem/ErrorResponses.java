package org.sessiontoken.adapter.problem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.value.CorrelationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;

/** The response to a request that failed, for every kind of failure. */
public final class ErrorResponses {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

    private ErrorResponses() {}

    /** The response to a request that this failure ended. A failure that nobody expects, such as an {@link Error}, is logged. */
    public static ResponseEntity<byte[]> of(Throwable failure, RequestContext context) {
        CorrelationId correlationId = context.correlationId();
        if (failure instanceof ProblemException refusal) {
            return refusal.problem().toResponse(correlationId, refusal.headers());
        }
        if (failure instanceof ErrorResponse refusal) {
            return Problem.ofStatus(refusal.getStatusCode().value()).toResponse(correlationId, refusal.getHeaders());
        }
        if (failure instanceof SocketTimeoutException) {
            return ofStatus(HttpStatus.REQUEST_TIMEOUT, correlationId);
        }
        if (failure instanceof IOException) {
            // The body could not be read: the caller closed the connection, or sent no valid HTTP.
            return ofStatus(HttpStatus.BAD_REQUEST, correlationId);
        }
        return bug(failure, context);
    }

    /** The exception's message is shown neither in the log nor to the caller: it may quote a secret of the request. */
    private static ResponseEntity<byte[]> bug(Throwable failure, RequestContext context) {
        LoggingEventBuilder line = LOG.atError()
                .addKeyValue(LogKeys.CORRELATION_ID, context.correlationId().value());
        LogLine.with(line, LogKeys.TRACE_ID, context.traceId())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                .log("Request failed: this is a bug");
        return Problem.of(ProblemType.INTERNAL_ERROR, "Report it with the correlation ID.")
                .toResponse(context.correlationId());
    }

    private static ResponseEntity<byte[]> ofStatus(HttpStatus status, CorrelationId correlationId) {
        return Problem.ofStatus(status.value()).toResponse(correlationId, HttpHeaders.EMPTY);
    }
}
