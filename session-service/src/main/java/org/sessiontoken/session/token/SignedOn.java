package org.sessiontoken.session.token;

import java.time.Instant;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/**
 * A device has signed on.
 *
 * @param token the hash of the session token
 * @param attemptId the attempt that has won it
 * @param at when Kafka appended that attempt
 */
public record SignedOn(
        TokenHash token,
        RequestId attemptId,
        TenantId tenantId,
        AuthServiceId authServiceId,
        AccountId accountId,
        ClientId clientId,
        Instant at) {}
