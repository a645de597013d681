package org.sessiontoken.broker.sso.introspection;

import java.time.Clock;
import org.sessiontoken.broker.outbound.OutboundHttp;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code oauth2-introspection}. */
final class IntrospectionFactory implements SsoBackendFactory {

    private final OutboundHttpFactory outbound;
    private final Clock clock;

    IntrospectionFactory(OutboundHttpFactory outbound, Clock clock) {
        this.outbound = outbound;
        this.clock = clock;
    }

    @Override
    public String type() {
        return "oauth2-introspection";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        IntrospectionOptions options = IntrospectionOptions.read(context.options());
        OutboundHttp http = outbound.open(context.options(), options.introspectionUri());
        context.options().refuseUnread();
        return new IntrospectionBackend(options, http, clock);
    }
}
