package org.sessiontoken.backend.introspection;

import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.value.AccountId;

/**
 * A token that the authorisation server calls active and that this auth service accepts.
 *
 * @param accountId the account that the token stands for
 * @param tenant the tenant of the account, if the option {@code tenant-claim} is set and the server names one
 * @param expiresAt when the token expires, if the server says so
 */
record ActiveToken(AccountId accountId, Optional<String> tenant, Optional<Instant> expiresAt) {

    boolean isExpired(Instant asOf) {
        return expiresAt.filter(end -> !asOf.isBefore(end)).isPresent();
    }
}
