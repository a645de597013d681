package org.sessiontoken.session.signon;

import java.time.Instant;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/**
 * A record that asks to redeem a session token.
 *
 * @param attemptId identifies the attempt
 * @param key what the record's key says is the hash of the token
 * @param token the hash of the token that the record carries
 * @param at when Kafka appended the record
 * @param deadline when the requestor stops waiting
 */
record SignOnAttempt(
        RequestId attemptId,
        TokenHash key,
        TokenHash token,
        TenantId tenantId,
        AuthServiceId authServiceId,
        Device device,
        Instant at,
        Instant deadline) {}
