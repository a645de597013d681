package org.sessiontoken.broker.outbound;

/** There is no answer. The message names the host and what happened, and quotes nothing of request or answer. */
public final class OutboundFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** A failure of a kind, for the host that is named in the message. */
    public OutboundFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** What may happen instead of an answer. */
    public enum Kind {
        /** No connection, or it broke: refused, reset, unknown host, certificate not trusted. */
        UNREACHABLE,
        /** The exchange took longer than it may. */
        TIMED_OUT,
        /** The answer is larger than is taken. */
        TOO_LARGE,
        /** The address is not one that is configured. */
        NOT_ALLOWED
    }
}
