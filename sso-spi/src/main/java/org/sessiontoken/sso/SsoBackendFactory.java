package org.sessiontoken.sso;

/**
 * Makes backends of one type. {@link java.util.ServiceLoader} finds the factory, which therefore is a public class with a
 * public constructor without parameters, named in {@code META-INF/services/org.sessiontoken.sso.SsoBackendFactory}.
 */
public interface SsoBackendFactory {

    /**
     * The name of the type in the configuration, such as {@code shared-secret-jwt}: lower-case letters, digits and hyphens,
     * the first a letter.
     */
    String type();

    /**
     * Makes the backend of one auth service. The broker refuses options that have not been read when this method returns.
     *
     * @throws IllegalArgumentException if an option is missing, unknown or not as described; the message begins with the
     *     {@linkplain BackendOptions#path path} of the option and quotes no secret
     */
    SsoBackend create(SsoBackendContext context);
}
