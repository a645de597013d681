package org.sessiontoken.configuration;

/** The configuration is not as it must be. The message is for the operator: where, which key, what to write instead. */
public final class InvalidConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** A refusal with these words. */
    public InvalidConfigurationException(String message) {
        super(message);
    }
}
