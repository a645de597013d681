package org.sessiontoken.broker.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** An operator who configures a remote backend, and whose head-end asks it. */
public final class Operator {

    public static final String PATH = "ags.broker.auth-services[0].options";
    public static final String TENANT = "nagra";
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Operator() {}

    public static SsoBackendContext configures(Map<String, String> options) {
        return new SsoBackendContext(
                new TenantId(TENANT),
                new AuthServiceId("Login"),
                new BackendOptions(PATH, options),
                DevelopmentKeys.REFUSED);
    }

    public static OutboundHttpFactory outbound(Clock clock) {
        return new OutboundHttpFactory(new DefaultSslBundleRegistry(), clock);
    }

    /** A request of the tenant, with parameters by name. */
    public static SsoRequest request(Map<String, String> parameters, Instant asOf) {
        return request(TENANT, parameters, asOf);
    }

    public static SsoRequest request(String tenant, Map<String, String> parameters, Instant asOf) {
        return new SsoRequest(
                new RequestId("request-0001"),
                new CorrelationId("flow-1"),
                new TenantId(tenant),
                new AuthServiceId("Login"),
                new Parameters(parameters.entrySet().stream()
                        .map(parameter -> new Parameter(parameter.getKey(), Secret.ofText(parameter.getValue())))
                        .toList()),
                asOf,
                asOf.plusSeconds(10));
    }

    public static SsoOutcome ask(SsoBackend backend, SsoRequest request) {
        return assertThat(backend.authenticate(request).toCompletableFuture())
                .succeedsWithin(PATIENCE)
                .actual();
    }
}
