package org.sessiontoken.console.shell;

/** The command cannot be run as it is given. The message says what to change. */
final class UnusableConfigException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableConfigException(String message) {
        super(message);
    }
}
