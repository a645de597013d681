package org.sessiontoken.sso.http;

/**
 * A request has no response. The message names the host and what happened, and quotes nothing of request or response.
 */
public final class OutboundFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /**
     * A failure.
     *
     * @param message names the host and quotes nothing of request or response
     */
    public OutboundFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** What may happen instead of a response. */
    public enum Kind {
        /** There is no connection, or it broke: refused, reset, host unknown, certificate not trusted. */
        UNREACHABLE,
        /** The exchange took longer than the request's timeout. */
        TIMED_OUT,
        /** The response is larger than {@code max-response-size}. */
        TOO_LARGE,
        /** The address is not one of those that HTTP was opened to, or the request cannot be sent. */
        NOT_ALLOWED
    }
}
