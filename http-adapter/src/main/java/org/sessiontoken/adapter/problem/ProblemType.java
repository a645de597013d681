package org.sessiontoken.adapter.problem;

import java.util.Locale;

/** The kinds of problem that callers are told of: the {@code type} of the problem details. */
public enum ProblemType {
    /** Headers or body are not as described, or the auth service cannot work on them. The detail says what to change. */
    INVALID_REQUEST(400, "The request is not as described"),
    /** The auth service did not accept the credential among the parameters. */
    CREDENTIAL_REFUSED(401, "The credential was refused"),
    /** The credential is genuine, but not good for the tenant, account or auth service. */
    NOT_ALLOWED(403, "The credential is not good for this request"),
    /** There is nothing at this path. */
    NOT_FOUND(404, "There is nothing at this path"),
    /** The tenant has no auth services. */
    NO_AUTH_SERVICES(404, "The tenant has no auth services"),
    /** The path is there, but not for this method. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    /** The body took too long to arrive. */
    BODY_TOO_SLOW(408, "The body took too long to arrive"),
    /** The body has more bytes than are taken. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** The body is of a media type or content coding that is not taken. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    /** The caller asks too often. */
    THROTTLED(429, "Too many requests"),
    /** The adapter has a bug. */
    INTERNAL_ERROR(500, "The request failed through no fault of the caller"),
    /** Kafka, the broker, the auth service or the catalogue cannot be reached, or too much is in flight. */
    UNAVAILABLE(503, "The request cannot be answered now"),
    /** No reply came by the deadline. */
    DEADLINE_PASSED(504, "No reply came in time");

    private final int status;
    private final String title;
    private final String uri =
            "urn:problem-type:session-token:" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** What it is, in words that are the same each time. */
    public String title() {
        return title;
    }

    /** The URI that names it, the same in every release. It names only: there is nothing to fetch. */
    public String uri() {
        return uri;
    }
}
