package org.sessiontoken.adapter.problem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.CorrelationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;

/** The response to a request that failed, whatever the failure. */
public final class ErrorResponses {

    private static final Logger log = LoggerFactory.getLogger(ErrorResponses.class);

    private ErrorResponses() {}

    /** The answer to a request that this failure ended; one that nobody expected is logged as a bug. */
    public static ResponseEntity<byte[]> to(Throwable failure, CorrelationId correlationId) {
        if (failure instanceof ProblemException refusal) {
            return refusal.problem().answer(correlationId, refusal.headers());
        }
        if (failure instanceof ErrorResponse refusal) {
            return Problem.ofStatus(refusal.getStatusCode().value()).answer(correlationId, refusal.getHeaders());
        }
        if (failure instanceof SocketTimeoutException) {
            return of(HttpStatus.REQUEST_TIMEOUT, correlationId);
        }
        if (failure instanceof IOException) {
            // The body could not be read: the caller broke off, or broke the rules of HTTP.
            return of(HttpStatus.BAD_REQUEST, correlationId);
        }
        return bug(failure, correlationId);
    }

    /** Neither the log nor the caller sees the exception's message: it may quote a secret of the request. */
    private static ResponseEntity<byte[]> bug(Throwable failure, CorrelationId correlationId) {
        log.atError()
                .addKeyValue(LogKeys.CORRELATION_ID, correlationId.value())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                .log("Request failed: this is a bug");
        return Problem.of(ProblemType.INTERNAL_ERROR, "Report it with the correlation ID.")
                .answer(correlationId);
    }

    private static ResponseEntity<byte[]> of(HttpStatus status, CorrelationId correlationId) {
        return Problem.ofStatus(status.value()).answer(correlationId, HttpHeaders.EMPTY);
    }
}
