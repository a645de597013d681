package org.sessiontoken.client;

import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;

/**
 * What to ask the broker.
 *
 * @param tenantId whose auth service is asked
 * @param authServiceId which auth service is asked
 * @param correlationId the call flow, for logs and audit; several requests in flight may carry the same one
 * @param parameters the provider-specific parameters; they are sealed before they leave this program
 * @param trace the distributed trace to join, if any
 */
public record SessionTokenRequest(
        TenantId tenantId,
        AuthServiceId authServiceId,
        CorrelationId correlationId,
        Parameters parameters,
        Optional<TraceParent> trace) {}
