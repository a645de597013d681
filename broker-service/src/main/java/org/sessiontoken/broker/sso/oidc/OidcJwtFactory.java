package org.sessiontoken.broker.sso.oidc;

import java.net.URI;
import java.time.Clock;
import java.util.function.BiFunction;
import org.sessiontoken.broker.outbound.OutboundHttp;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code oidc-jwt}. */
final class OidcJwtFactory implements SsoBackendFactory {

    private final BiFunction<BackendOptions, URI, OutboundHttp> connections;
    private final Clock clock;

    /**
     * A factory of backends that ask their provider over HTTP.
     *
     * @param connections opens HTTP as a backend's options say, to the one scheme, host and port of an address
     */
    OidcJwtFactory(BiFunction<BackendOptions, URI, OutboundHttp> connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "oidc-jwt";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        OidcJwtOptions options = OidcJwtOptions.read(context.options());
        OutboundHttp http = connections.apply(context.options(), options.address());
        OidcJwtBackend backend =
                new OidcJwtBackend(options, new ProviderDocuments(http, options.keysTimeout(), context), clock);
        backend.prepare();
        return backend;
    }
}
