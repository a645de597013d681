package org.sessiontoken.broker.authservice;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.outbound.BackendHttp;
import org.sessiontoken.broker.outbound.MeasuredHttp;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendFactory;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates backends with the factory of their type. The factory is foreign code: whatever it throws makes the
 * configuration invalid, and the HTTP that was opened for it is closed.
 */
final class BackendCreator {

    private static final Logger LOG = LoggerFactory.getLogger(BackendCreator.class);

    private final BackendTypes types;
    private final OutboundHttpFactory outbound;
    private final DevelopmentKeys developmentKeys;
    private final Clock clock;
    private final MeterRegistry meters;

    BackendCreator(
            BackendTypes types,
            OutboundHttpFactory outbound,
            DevelopmentKeys developmentKeys,
            Clock clock,
            MeterRegistry meters) {
        this.types = types;
        this.outbound = outbound;
        this.developmentKeys = developmentKeys;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Makes a backend. Closing it also closes the HTTP that was opened for it.
     *
     * @param path the path of the auth service in the configuration
     * @throws IllegalArgumentException if the backend cannot be made; the message begins with the path at fault
     */
    SsoBackend create(String path, String type, Key key, BackendOptions options) {
        SsoBackendFactory factory = types.ofType(type, path);
        BackendHttp http = outbound.forBackend(options);
        @Nullable SsoBackend backend = null;
        try {
            backend = factory.create(new BackendContext(
                    key, options, developmentKeys, clock, http, open -> new MeasuredHttp(open, key, type, meters)));
            CreatedBackend created = new CreatedBackend(key, backend, http);
            options.refuseUnread();
            return created;
        } catch (Throwable failure) {
            if (backend != null) {
                CreatedBackend.close(key, backend);
            }
            http.close();
            throw refusal(path, type, key, failure);
        }
    }

    /** Only a message that begins with the path is meant for the operator; any other may quote a secret. */
    private static IllegalArgumentException refusal(String path, String type, Key key, Throwable failure) {
        if (failure instanceof IllegalArgumentException misconfigured
                && String.valueOf(failure.getMessage()).startsWith(path)) {
            return misconfigured;
        }
        LOG.atError()
                .addKeyValue(LogKeys.TENANT_ID, key.tenantId())
                .addKeyValue(LogKeys.AUTH_SERVICE_ID, key.authServiceId())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                .log("A backend could not be made: this is a bug in its factory");
        return new IllegalArgumentException(
                path + ".type: the type '" + type + "' failed to make a backend: " + Failures.location(failure));
    }
}
