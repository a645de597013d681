package org.sessiontoken.console.search;

import org.sessiontoken.console.index.IndexUnavailableException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is answered where a filter is not as described, or the index cannot be read. */
@RestControllerAdvice
final class SearchProblems {

    @ExceptionHandler
    ProblemDetail refused(RefusedQueryException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unavailable(IndexUnavailableException failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the index cannot be read now: try again, and look into the console's log");
    }
}
