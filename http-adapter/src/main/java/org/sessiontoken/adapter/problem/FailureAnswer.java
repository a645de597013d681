package org.sessiontoken.adapter.problem;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.sessiontoken.value.CorrelationId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;

/** What the caller is told of whatever ended its request. */
public final class FailureAnswer {

    private FailureAnswer() {}

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
        return Bug.answer(failure, correlationId);
    }

    private static ResponseEntity<byte[]> of(HttpStatus status, CorrelationId correlationId) {
        return Problem.ofStatus(status.value()).answer(correlationId, HttpHeaders.EMPTY);
    }
}
