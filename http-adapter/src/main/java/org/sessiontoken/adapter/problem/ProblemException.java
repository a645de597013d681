package org.sessiontoken.adapter.problem;

import org.springframework.http.HttpHeaders;

/** Refuses a request. It has no stack trace: a mistake of a caller is no fault of this program. */
public final class ProblemException extends RuntimeException {

    private final transient Problem problem;
    private final transient HttpHeaders headers;

    /** A refusal without further headers. */
    public ProblemException(ProblemType type, String detail) {
        this(type, detail, HttpHeaders.EMPTY);
    }

    /** A refusal with further headers. */
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
