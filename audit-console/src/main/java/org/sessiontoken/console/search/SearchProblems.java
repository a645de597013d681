package org.sessiontoken.console.search;

import org.sessiontoken.console.index.IndexUnavailableException;
import org.sessiontoken.console.problem.ConsoleProblem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * What is answered where nothing is at a path, a query is not as described, or the index cannot be read. Each answer names the parameter
 * and what it must be, and none quotes what it was: Spring's own would, which come after these.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SearchProblems {

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedQueryException refusal) {
        return ConsoleProblem.MALFORMED_PARAMETER.answer(refusal.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Object> mistyped(MethodArgumentTypeMismatchException refusal) {
        return ConsoleProblem.MALFORMED_PARAMETER.answer(refusal.getName() + " must be a number");
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(MissingServletRequestParameterException refusal) {
        return ConsoleProblem.MALFORMED_PARAMETER.answer(refusal.getParameterName() + " must be given");
    }

    @ExceptionHandler
    ResponseEntity<Object> nothingThere(NoResourceFoundException refusal) {
        return ConsoleProblem.NO_SUCH_PAGE.answer("Begin at /.");
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(IndexUnavailableException failure) {
        return ConsoleProblem.INDEX_UNAVAILABLE.answer(
                "The index cannot be read now: its disk may be full, or it is being built again. The console goes on by itself"
                        + " when it can, and its log says what is in the way.");
    }
}
