package org.sessiontoken.adapter.problem;

import jakarta.servlet.http.HttpServletRequest;
import org.sessiontoken.adapter.request.RequestContext;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns every exception that ends a request within Spring MVC into problem details. */
@RestControllerAdvice
final class ProblemAdvice {

    @ExceptionHandler
    ResponseEntity<byte[]> toResponse(Exception failure, HttpServletRequest request) {
        return ErrorResponses.of(failure, RequestContext.of(request));
    }
}
