package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;

/**
 * Somebody attempts to sign on with a session token.
 *
 * @param requestId identifies the attempt: no other attempt has the same ID, nor has a request for a session token
 * @param tenantId the tenant for which the token was issued
 * @param authServiceId the auth service that has issued the token
 * @param clientId the app on the device that signs on
 * @param credentials {@link org.sessiontoken.sealing.SignOnCredentials}, sealed with one of the requestor's keys and bound to
 *     this attempt
 * @param requestedAt when the attempt was made, by the requestor's clock
 * @param expiresAt when the requestor stops waiting; the attempt counts only if Kafka has it before that
 * @param requestor the owner of the key that sealed the credentials
 * @param callerAddress the network address of whoever asked the requestor, if it is known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignOnRequested(
        RequestId requestId,
        TenantId tenantId,
        AuthServiceId authServiceId,
        ClientId clientId,
        Jwe credentials,
        Instant requestedAt,
        Instant expiresAt,
        RequestorName requestor,
        @Nullable IpAddress callerAddress) {

    /** Refuses a missing part, and a deadline that is not after the attempt. */
    public SignOnRequested {
        Objects.requireNonNull(requestId, "requestId is missing");
        Objects.requireNonNull(tenantId, "tenantId is missing");
        Objects.requireNonNull(authServiceId, "authServiceId is missing");
        Objects.requireNonNull(clientId, "clientId is missing");
        Objects.requireNonNull(credentials, "credentials is missing");
        Objects.requireNonNull(requestedAt, "requestedAt is missing");
        Objects.requireNonNull(expiresAt, "expiresAt is missing");
        Objects.requireNonNull(requestor, "requestor is missing");
        if (!requestedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("expiresAt must be after requestedAt");
        }
    }
}
