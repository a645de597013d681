package org.sessiontoken.standalone;

/** What was asked for cannot be done; the message says what to change. */
final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStartException(String message) {
        super(message);
    }
}
