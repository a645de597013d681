package org.sessiontoken.example.ticket;

import java.net.URI;
import java.time.Duration;
import org.sessiontoken.sso.ProviderLog;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoBackendFactory;

/** Makes backends of the type {@code ticket}. Public only for {@link java.util.ServiceLoader}. */
public final class TicketFactory implements SsoBackendFactory {

    /** For {@link java.util.ServiceLoader}. */
    public TicketFactory() {}

    @Override
    public String type() {
        return "ticket";
    }

    @Override
    public SsoBackend create(SsoBackendContext context) {
        URI uri = context.options().uri("uri");
        Duration timeout = context.options()
                .duration("timeout", Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofSeconds(30));
        return new TicketBackend(context.http(uri), uri, timeout, new ProviderLog(context));
    }
}
