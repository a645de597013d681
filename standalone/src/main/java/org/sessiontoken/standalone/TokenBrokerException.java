package org.sessiontoken.standalone;

/** Ends the program. The message is the last line on the console, and says what to change. */
final class TokenBrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TokenBrokerException(String message) {
        super(message);
    }
}
