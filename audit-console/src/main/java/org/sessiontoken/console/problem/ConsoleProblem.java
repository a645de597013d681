package org.sessiontoken.console.problem;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Why something is not shown, as problem details (RFC 9457). */
public enum ConsoleProblem {
    /** No request can have this ID. */
    MALFORMED_ID(HttpStatus.BAD_REQUEST, "No request can have this ID"),
    /** A cursor or a number is not as the API gives it. */
    MALFORMED_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter is not as described"),
    /** The index knows no such request; an older one may be in Kafka. */
    NOT_INDEXED(HttpStatus.NOT_FOUND, "The index has no such request"),
    /** Nothing is at this place, or no dead letter. */
    NO_DEAD_LETTER(HttpStatus.NOT_FOUND, "There is no dead letter at this place"),
    /** The operator has given the console no key. */
    NO_DEAD_LETTER_KEYS(HttpStatus.NOT_FOUND, "This console opens no dead letters"),
    /** The key does not fit. */
    NOT_OPENED(HttpStatus.UNPROCESSABLE_ENTITY, "The dead letter does not open"),
    /** Nothing is at this path. */
    NO_SUCH_PAGE(HttpStatus.NOT_FOUND, "There is no such page"),
    /** The user's role does not allow it. */
    AUDITORS_ONLY(HttpStatus.FORBIDDEN, "Only auditors open dead letters"),
    /** It is not open yet, or its file cannot be read. */
    INDEX_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The index cannot be read"),
    /** Kafka does not answer, or refuses the console. */
    KAFKA_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Kafka does not answer");

    private static final String RETRY_AFTER_SECONDS = "2";

    private final HttpStatus status;
    private final String title;
    private final URI type = URI.create(
            "urn:problem-type:session-token:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));

    ConsoleProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The answer that says so. */
    public ResponseEntity<Object> answer(@Nullable String detail) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(problem(detail));
    }

    /** The body of that answer. */
    public ProblemDetail problem(@Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        problem.setType(type);
        return problem;
    }
}
