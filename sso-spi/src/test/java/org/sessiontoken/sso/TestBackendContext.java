package org.sessiontoken.sso;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.http.OutboundHttp;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * Makes backends in tests as the broker makes them: with options, a clock and HTTP, and without options that nobody reads.
 *
 * <p>HTTP goes to servers on this host only, unless a test brings its own {@link OutboundHttp}. Of the options for HTTP,
 * {@code max-response-size} has its effect and the others are only read: the broker has tests for them.
 */
public final class TestBackendContext implements SsoBackendContext {

    /** The path of the options in messages. */
    public static final String PATH = "ags.broker.auth-services[0].options";

    /** The tenant of the auth service. */
    public static final TenantId TENANT_ID = new TenantId("nagra");

    /** The auth service. */
    public static final AuthServiceId AUTH_SERVICE_ID = new AuthServiceId("Login");

    private static final int KILOBYTE = 1024;

    private final BackendOptions options;
    private final Clock clock;
    private final @Nullable OutboundHttp http;

    private TestBackendContext(BackendOptions options, Clock clock, @Nullable OutboundHttp http) {
        this.options = options;
        this.clock = clock;
        this.http = http;
    }

    /** A context with these options and the system's clock. */
    public static TestBackendContext with(Map<String, String> options) {
        return new TestBackendContext(new BackendOptions(PATH, options), Clock.systemUTC(), null);
    }

    /** The same context with another clock. */
    public TestBackendContext at(Clock clock) {
        return new TestBackendContext(options, clock, http);
    }

    /** The same context with a test's own HTTP. */
    public TestBackendContext over(OutboundHttp http) {
        return new TestBackendContext(options, clock, http);
    }

    /** Makes a backend, and refuses options that the factory has not read. */
    public SsoBackend create(SsoBackendFactory factory) {
        SsoBackend backend = factory.create(this);
        try {
            options.refuseUnread();
            return backend;
        } catch (IllegalArgumentException unknownOption) {
            backend.close();
            throw unknownOption;
        }
    }

    @Override
    public TenantId tenantId() {
        return TENANT_ID;
    }

    @Override
    public AuthServiceId authServiceId() {
        return AUTH_SERVICE_ID;
    }

    @Override
    public BackendOptions options() {
        return options;
    }

    @Override
    public DevelopmentKeys developmentKeys() {
        return DevelopmentKeys.REFUSED;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public OutboundHttp http(URI... addresses) {
        return http(64 * KILOBYTE, addresses);
    }

    @Override
    public OutboundHttp http(int maxResponseSize, URI... addresses) {
        options.optionalText("connect-timeout");
        options.optionalText("ssl-bundle");
        options.optionalText("proxy");
        options.flag("allow-http");
        int size = options.size("max-response-size", maxResponseSize, KILOBYTE, KILOBYTE * KILOBYTE);
        return Optional.ofNullable(http).orElseGet(() -> new LoopbackHttp(size, addresses));
    }
}
