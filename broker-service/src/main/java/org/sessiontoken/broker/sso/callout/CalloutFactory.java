package org.sessiontoken.broker.sso.callout;

import org.sessiontoken.broker.outbound.OutboundHttp;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code http-callout}. */
final class CalloutFactory implements SsoBackendFactory {

    private final OutboundHttpFactory outbound;

    CalloutFactory(OutboundHttpFactory outbound) {
        this.outbound = outbound;
    }

    @Override
    public String type() {
        return "http-callout";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        CalloutOptions options = CalloutOptions.read(context.options());
        OutboundHttp http = outbound.open(context.options(), options.uri());
        context.options().refuseUnread();
        return new CalloutBackend(options, http);
    }
}
