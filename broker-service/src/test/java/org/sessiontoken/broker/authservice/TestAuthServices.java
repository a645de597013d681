package org.sessiontoken.broker.authservice;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.sessiontoken.broker.authservice.AuthServices.Configured;
import org.sessiontoken.broker.guard.Guards;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.files.FileStates;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;

/** Auth services of tests. */
final class TestAuthServices {

    private static final TenantId TENANT_ID = new TenantId("demo");

    private TestAuthServices() {}

    /** An auth service without guards, and with a configuration of defaults. */
    static Configured configured(String name, SsoBackend backend, Map<String, String> displayAttributes) {
        AuthService service = new AuthService(
                new Key(TENANT_ID, new AuthServiceId(name)),
                Guards.none(backend),
                Duration.ofMinutes(5),
                new RateLimit(null),
                Optional.empty(),
                displayAttributes);
        AuthServiceProperties.Entry defaults = Binder.get(new StandardEnvironment())
                .bindOrCreate("nothing.at.all", Bindable.of(AuthServiceProperties.Entry.class));
        return new Configured(name, defaults, FileStates.NONE, service);
    }
}
