package org.sessiontoken.sso;

import java.time.Instant;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;

/**
 * What a backend is asked.
 *
 * @param requestId names the request, also when it is delivered again
 * @param correlationId the call flow, for logs
 * @param tenantId whose request it is; a credential of another tenant is {@link SsoOutcome.Forbidden}
 * @param authServiceId which auth service is asked
 * @param parameters the provider-specific parameters
 * @param asOf when the request was made: the time to judge a credential by, so that a redelivery is judged alike
 * @param deadline when nobody waits for the answer any more
 */
public record SsoRequest(
        RequestId requestId,
        CorrelationId correlationId,
        TenantId tenantId,
        AuthServiceId authServiceId,
        Parameters parameters,
        Instant asOf,
        Instant deadline) {}
