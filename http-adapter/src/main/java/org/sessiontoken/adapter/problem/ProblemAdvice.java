package org.sessiontoken.adapter.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.exchange.Exchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Tells the caller of whatever ended a request within Spring MVC. */
@RestControllerAdvice
final class ProblemAdvice {

    @ExceptionHandler
    ResponseEntity<byte[]> refused(ProblemException refusal, HttpServletRequest request) {
        return refusal.problem().answer(Exchange.of(request).correlationId(), refusal.headers());
    }

    /** The client keeps its deadline, so this is the last resort against one that does not. */
    @ExceptionHandler
    ResponseEntity<byte[]> timedOut(AsyncRequestTimeoutException timeout, HttpServletRequest request) {
        return answer(HttpStatus.GATEWAY_TIMEOUT.value(), HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> bodyTooSlow(SocketTimeoutException timeout, HttpServletRequest request) {
        return answer(HttpStatus.REQUEST_TIMEOUT.value(), HttpHeaders.EMPTY, request);
    }

    /**
     * The body could not be read, or the answer not be written: the caller broke off, or broke the rules of HTTP. Where
     * it is still there it is told so.
     */
    @ExceptionHandler
    @Nullable
    ResponseEntity<byte[]> brokenOff(IOException broken, HttpServletRequest request, HttpServletResponse response) {
        if (DisconnectedClientHelper.isClientDisconnectedException(broken)) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
            return null;
        }
        return answer(HttpStatus.BAD_REQUEST.value(), HttpHeaders.EMPTY, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> failed(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse refusal) {
            return answer(refusal.getStatusCode().value(), refusal.getHeaders(), request);
        }
        return Bug.answer(failure, Exchange.of(request).correlationId());
    }

    private static ResponseEntity<byte[]> answer(int status, HttpHeaders headers, HttpServletRequest request) {
        return Problem.ofStatus(status).answer(Exchange.of(request).correlationId(), headers);
    }
}
