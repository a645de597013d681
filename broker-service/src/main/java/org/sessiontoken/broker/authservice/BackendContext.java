package org.sessiontoken.broker.authservice;

import java.net.URI;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.sessiontoken.broker.outbound.BackendHttp;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * What the broker gives to a factory.
 *
 * @param key the tenant and the name of the auth service
 * @param options the options that are configured for its backend
 * @param developmentKeys whether keys that were made for development are allowed
 * @param clock the broker's clock
 * @param backendHttp keeps the HTTP that the factory opens
 * @param measuring what is put around it
 */
record BackendContext(
        Key key,
        BackendOptions options,
        DevelopmentKeys developmentKeys,
        Clock clock,
        BackendHttp backendHttp,
        UnaryOperator<OutboundHttp> measuring)
        implements SsoBackendContext {

    @Override
    public TenantId tenantId() {
        return key.tenantId();
    }

    @Override
    public AuthServiceId authServiceId() {
        return key.authServiceId();
    }

    @Override
    public OutboundHttp http(URI... addresses) {
        return measuring.apply(backendHttp.open(addresses));
    }

    @Override
    public OutboundHttp http(int maxResponseSize, URI... addresses) {
        return measuring.apply(backendHttp.open(maxResponseSize, addresses));
    }
}
