package org.sessiontoken.broker.authservice;

/** The auth services are not configured as they must be. The message is for the operator. */
final class InvalidAuthServicesException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    InvalidAuthServicesException(String message) {
        super(message);
    }
}
