package org.sessiontoken.console.search;

import org.sessiontoken.console.index.IndexUnavailableException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is answered where a filter is not as described, or the index cannot be read. */
@RestControllerAdvice
final class SearchProblems {

    /** The messages of our values say what was expected and quote nothing; those of the JDK's subclasses may. */
    @ExceptionHandler
    ProblemDetail refused(IllegalArgumentException refusal) {
        boolean ours = refusal.getClass() == IllegalArgumentException.class;
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                ours ? String.valueOf(refusal.getMessage()) : "a parameter of the query is not as described");
    }

    @ExceptionHandler
    ProblemDetail unavailable(IndexUnavailableException failure) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "the index cannot be read now: try again, and look into the console's log");
    }
}
