package org.sessiontoken.example.pin;

import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code static-pin}. Public only for {@link java.util.ServiceLoader}. */
public final class StaticPinFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public StaticPinFactory() {}

    @Override
    public String type() {
        return "static-pin";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        return new StaticPinBackend(PinFile.read(context.options(), "accounts"));
    }
}
