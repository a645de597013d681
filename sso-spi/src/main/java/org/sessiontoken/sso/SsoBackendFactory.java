package org.sessiontoken.sso;

/** Makes backends of one type. A factory found by {@link java.util.ServiceLoader} needs a public constructor. */
public interface SsoBackendFactory {

    /** What configuration calls the type, such as {@code shared-secret-jwt}: lower-case letters, digits and hyphens. */
    String type();

    /**
     * Makes the backend of one auth service.
     *
     * @throws IllegalArgumentException if an option is missing, unknown or not as described; the message names it
     */
    SsoBackend create(SsoBackendContext context);
}
