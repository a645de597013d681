package org.sessiontoken.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** Requests to a backend, and its answers. */
public final class TestRequests {

    /** The time at which most requests are made. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TestRequests() {}

    /** A request of the tenant that the backend belongs to. */
    public static SsoRequest request(Map<String, String> parameters, Instant asOf) {
        return request(TestBackendContext.TENANT_ID.value(), parameters, asOf);
    }

    /** A request of any tenant. */
    public static SsoRequest request(String tenant, Map<String, String> parameters, Instant asOf) {
        return new SsoRequest(
                new RequestId("request-0001"),
                new CorrelationId("flow-1"),
                new TenantId(tenant),
                TestBackendContext.AUTH_SERVICE_ID,
                new Parameters(parameters.entrySet().stream()
                        .map(parameter -> new Parameter(parameter.getKey(), Secret.ofText(parameter.getValue())))
                        .toList()),
                asOf,
                asOf.plusSeconds(10));
    }

    /** The answer to a request, which comes in time. */
    public static SsoOutcome ask(SsoBackend backend, SsoRequest request) {
        return assertThat(backend.authenticate(request).toCompletableFuture())
                .succeedsWithin(PATIENCE)
                .actual();
    }
}
