package org.sessiontoken.client;

import java.util.Optional;
import org.sessiontoken.sealing.SignOnCredentials;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;

/**
 * An attempt to sign on with a session token.
 *
 * @param tenantId the tenant for which the token was issued
 * @param authServiceId the auth service that has issued the token
 * @param clientId the app on the device that signs on
 * @param correlationId names the caller's call flow in logs and audit
 * @param credentials the session token, the repeat key and the PIN, if there is one; they are sealed before they leave this
 *     program. Whoever attempts again within 60 seconds, with the same client ID and repeat key, gets the same tokens
 * @param trace the distributed trace to join, if any
 * @param callerAddress the network address of the device, if this program knows it: audit shows it
 */
public record SignOnRequest(
        TenantId tenantId,
        AuthServiceId authServiceId,
        ClientId clientId,
        CorrelationId correlationId,
        SignOnCredentials credentials,
        Optional<TraceParent> trace,
        Optional<IpAddress> callerAddress) {}
