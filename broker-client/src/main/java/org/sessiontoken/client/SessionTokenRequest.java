package org.sessiontoken.client;

import java.util.Optional;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;

/**
 * A request for a session token.
 *
 * @param tenantId the tenant that has the auth service
 * @param authServiceId the auth service that is asked
 * @param correlationId names the caller's call flow in logs and audit; several requests in flight may have the same one
 * @param parameters the parameters for the auth service; they are sealed before they leave this program
 * @param trace the distributed trace to join, if any
 * @param repeatable whether the auth service may be asked about this request twice without harm, as its entry in the catalogue
 *     says. Only then is the request sent a second time when the broker instance that has it gives no replies
 * @param callerAddress the network address of whoever is to get the token, if this program knows it: the broker throttles
 *     wrong credentials by it, and audit shows it
 */
public record SessionTokenRequest(
        TenantId tenantId,
        AuthServiceId authServiceId,
        CorrelationId correlationId,
        Parameters parameters,
        Optional<TraceParent> trace,
        boolean repeatable,
        Optional<IpAddress> callerAddress) {

    /** A request that is sent once, of a caller whose network address is not known. */
    public SessionTokenRequest(
            TenantId tenantId,
            AuthServiceId authServiceId,
            CorrelationId correlationId,
            Parameters parameters,
            Optional<TraceParent> trace) {
        this(tenantId, authServiceId, correlationId, parameters, trace, false, Optional.empty());
    }
}
