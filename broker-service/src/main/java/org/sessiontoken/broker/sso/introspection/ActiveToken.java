package org.sessiontoken.broker.sso.introspection;

import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.value.AccountId;

/**
 * What an authorisation server said of a token that is good for this auth service.
 *
 * @param accountId whom it stands for
 * @param tenant whose account that is, as far as anybody asks
 * @param expiresAt when it ends, if that was said
 */
record ActiveToken(AccountId accountId, Optional<String> tenant, Optional<Instant> expiresAt) {

    boolean isExpired(Instant asOf) {
        return expiresAt.filter(end -> !asOf.isBefore(end)).isPresent();
    }
}
