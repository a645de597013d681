package org.sessiontoken.backend.introspection;

import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code oauth2-introspection}. Public only for {@link java.util.ServiceLoader}. */
public final class IntrospectionFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public IntrospectionFactory() {}

    @Override
    public String type() {
        return "oauth2-introspection";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        IntrospectionOptions options = IntrospectionOptions.read(context.options());
        return new IntrospectionBackend(
                options, context.http(options.introspectionUri()), context.clock(), new ProviderLog(context));
    }
}
