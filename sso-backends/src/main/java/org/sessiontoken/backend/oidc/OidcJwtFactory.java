package org.sessiontoken.backend.oidc;

import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.sso.http.OutboundHttp;

/** Makes backends of the type {@code oidc-jwt}. Public only for {@link java.util.ServiceLoader}. */
public final class OidcJwtFactory implements SsoBackendFactory {

    /** Some providers publish a chain of certificates with each key. */
    private static final int MAX_KEY_SET_SIZE = 256 * 1024;

    /** For {@link java.util.ServiceLoader}. */
    public OidcJwtFactory() {}

    @Override
    public String type() {
        return "oidc-jwt";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        OidcJwtOptions options = OidcJwtOptions.read(context.options());
        OutboundHttp http = context.http(MAX_KEY_SET_SIZE, options.address());
        OidcJwtBackend backend = new OidcJwtBackend(
                options, new ProviderDocuments(http, options.keysTimeout(), new ProviderLog(context)), context.clock());
        backend.prepare();
        return backend;
    }
}
