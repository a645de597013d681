package org.sessiontoken.adapter.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.sessiontoken.adapter.exchange.Exchange;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells the caller of whatever ended a request within Spring MVC. */
@RestControllerAdvice
final class ProblemAdvice {

    @ExceptionHandler
    ResponseEntity<byte[]> failed(Exception failure, HttpServletRequest request) {
        return ErrorResponses.to(failure, Exchange.of(request).correlationId());
    }
}
