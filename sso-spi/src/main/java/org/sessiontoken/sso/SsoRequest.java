package org.sessiontoken.sso;

import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;

/**
 * A request for a session token, as a backend sees it.
 *
 * @param requestId the ID of the request, the same when it is delivered again
 * @param correlationId the ID of the caller's call flow, for logs
 * @param tenantId the tenant of the request; the credential of another tenant is {@link SsoOutcome.Forbidden}
 * @param authServiceId the auth service that was asked
 * @param parameters the provider-specific parameters
 * @param asOf the time at which the request was made, by which credentials are judged: a redelivery is judged alike
 * @param deadline the time after which nobody waits for the answer
 * @param trace the distributed trace that the request belongs to, if any: for logs, and for calls by anything else than
 *     {@link org.sessiontoken.sso.http.OutboundHttp}, which continues it by itself
 */
public record SsoRequest(
        RequestId requestId,
        CorrelationId correlationId,
        TenantId tenantId,
        AuthServiceId authServiceId,
        Parameters parameters,
        Instant asOf,
        Instant deadline,
        Optional<TraceParent> trace) {

    /** A request that belongs to no trace. */
    public SsoRequest(
            RequestId requestId,
            CorrelationId correlationId,
            TenantId tenantId,
            AuthServiceId authServiceId,
            Parameters parameters,
            Instant asOf,
            Instant deadline) {
        this(requestId, correlationId, tenantId, authServiceId, parameters, asOf, deadline, Optional.empty());
    }
}
