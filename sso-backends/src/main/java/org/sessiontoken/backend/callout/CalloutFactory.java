package org.sessiontoken.backend.callout;

import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code http-callout}. Public only for {@link java.util.ServiceLoader}. */
public final class CalloutFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public CalloutFactory() {}

    @Override
    public String type() {
        return "http-callout";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        CalloutOptions options = CalloutOptions.read(context.options());
        return new CalloutBackend(options, context.http(options.uri()), new ProviderLog(context));
    }
}
