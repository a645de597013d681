package org.sessiontoken.backend.sharedsecret;

import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code shared-secret-jwt}. Public only for {@link java.util.ServiceLoader}. */
public final class SharedSecretJwtFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public SharedSecretJwtFactory() {}

    @Override
    public String type() {
        return "shared-secret-jwt";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        return new SharedSecretJwtBackend(SharedSecretJwtOptions.read(context));
    }
}
