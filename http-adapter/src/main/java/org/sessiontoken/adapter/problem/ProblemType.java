package org.sessiontoken.adapter.problem;

import java.util.Locale;

/** The kinds of problem: the {@code type} of the problem details. */
public enum ProblemType {
    /** Headers or body are not as described, or the auth service cannot work on them. The detail says what to change. */
    INVALID_REQUEST(400, "The request is not as described"),
    /** The auth service did not accept the credential among the parameters. */
    CREDENTIAL_REFUSED(401, "The credential was refused"),
    /** The credential is genuine, but does not allow the tenant, account or auth service. */
    NOT_ALLOWED(403, "The credential is not good for this request"),
    /** The path does not exist. */
    NOT_FOUND(404, "There is nothing at this path"),
    /** The tenant has no auth services. */
    NO_AUTH_SERVICES(404, "The tenant has no auth services"),
    /** The path exists, but does not allow this method. */
    METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
    /** The body took too long to arrive. */
    BODY_TOO_SLOW(408, "The body took too long to arrive"),
    /** The body has more bytes than the adapter accepts. */
    BODY_TOO_LARGE(413, "The body is too large"),
    /** The body has a media type or content coding that the adapter does not accept. */
    UNSUPPORTED_MEDIA_TYPE(415, "The body must be JSON"),
    /** The request has too many headers, or its line and headers have too many bytes. */
    HEAD_TOO_LARGE(431, "The head of the request is too large"),
    /** The caller sent too many requests. */
    THROTTLED(429, "Too many requests"),
    /** The adapter has a bug. */
    INTERNAL_ERROR(500, "The request failed through no fault of the caller"),
    /** Kafka, the broker, the auth service or the catalogue is unreachable, or too many requests are in flight. */
    UNAVAILABLE(503, "The request cannot be answered now"),
    /** No reply arrived by the deadline. */
    DEADLINE_PASSED(504, "No reply came in time");

    private final int status;
    private final String title;
    private final String uri =
            "urn:problem-type:session-token:" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status of the response. */
    public int status() {
        return status;
    }

    /** The kind of problem in words, the same for every request. */
    public String title() {
        return title;
    }

    /** The URI of the type, the same in every release. It is an identifier; there is no page behind it. */
    public String uri() {
        return uri;
    }
}
