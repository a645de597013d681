package org.sessiontoken.adapter.problem;

import org.springframework.http.HttpHeaders;

/** A request is refused. It carries no stack trace: that a caller errs says nothing about this program. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;
    private final transient HttpHeaders headers;

    /** Refuses with nothing but the problem. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, HttpHeaders.EMPTY);
    }

    /** Refuses with headers besides. */
    public ProblemException(ProblemType type, String detail, HttpHeaders headers) {
        super(detail, null, false, false);
        this.problem = Problem.of(type, detail);
        this.headers = headers;
    }

    Problem problem() {
        return problem;
    }

    HttpHeaders headers() {
        return headers;
    }
}
