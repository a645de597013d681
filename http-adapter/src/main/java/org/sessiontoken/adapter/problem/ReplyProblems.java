package org.sessiontoken.adapter.problem;

import java.time.Duration;
import java.util.Optional;
import org.sessiontoken.adapter.request.RequestContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** The responses to one request for which a reply from behind the adapter says that it has not succeeded. */
public final class ReplyProblems {

    // RFC 9110, section 15.5.2, demands a challenge with every 401. The credential is in the body, and no scheme is
    // registered for that. A scheme of our own satisfies the rule, and no browser asks its user for a password because
    // of it.
    private static final String CHALLENGE = "SessionTokenParameters realm=\"ags\"";

    private static final String LATER = "Ask again after the time that Retry-After gives.";
    private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

    private final RequestContext context;

    /** The responses to this request. */
    public ReplyProblems(RequestContext context) {
        this.context = context;
    }

    /** The request is not as described. */
    public ResponseEntity<byte[]> invalid(String detail) {
        return problem(ProblemType.INVALID_REQUEST, detail, HttpHeaders.EMPTY);
    }

    /** The credential is not accepted. The detail does not say why: that would help an attacker who guesses credentials. */
    public ResponseEntity<byte[]> credentialRefused(String detail) {
        return problem(ProblemType.CREDENTIAL_REFUSED, detail, header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE));
    }

    /** The credential is genuine, and good for something else. */
    public ResponseEntity<byte[]> notAllowed(String detail) {
        return problem(ProblemType.NOT_ALLOWED, detail, HttpHeaders.EMPTY);
    }

    /** Nobody can answer now. */
    public ResponseEntity<byte[]> unavailable(Optional<Duration> retryAfter) {
        return problem(ProblemType.UNAVAILABLE, LATER, retryAfter(retryAfter));
    }

    /** Too much is asked. */
    public ResponseEntity<byte[]> throttled(Optional<Duration> retryAfter) {
        return problem(ProblemType.THROTTLED, LATER, retryAfter(retryAfter));
    }

    /** No reply has come in time. */
    public ResponseEntity<byte[]> deadlinePassed(String detail) {
        return problem(ProblemType.DEADLINE_PASSED, detail, HttpHeaders.EMPTY);
    }

    private ResponseEntity<byte[]> problem(ProblemType type, String detail, HttpHeaders headers) {
        return Problem.of(type, detail).toResponse(context.correlationId(), headers);
    }

    /** In whole seconds, rounded up: a caller that retries too early would be refused again. */
    private static HttpHeaders retryAfter(Optional<Duration> asked) {
        Duration wait =
                asked.filter(given -> given.compareTo(MIN_RETRY_AFTER) > 0).orElse(MIN_RETRY_AFTER);
        return header(
                HttpHeaders.RETRY_AFTER,
                Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    }

    private static HttpHeaders header(String name, String value) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(name, value);
        return headers;
    }
}
