package org.sessiontoken.session.issued;

import java.time.Instant;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/**
 * What a session token is good for, as the record of its issue says.
 *
 * @param expiresAt when it can be redeemed no more
 */
public record IssuedToken(TenantId tenantId, AuthServiceId authServiceId, AccountId accountId, Instant expiresAt) {}
