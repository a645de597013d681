package org.sessiontoken.backend.oidc;

import java.time.Duration;

/**
 * The state of the cache of the provider's keys.
 *
 * @param keys the keys that may be used, possibly none
 * @param isCurrent whether the keys were fetched after they were asked for; if not, the provider may have other keys by now
 * @param retryAfter how long it takes until the next fetch may begin
 */
record JwksSnapshot(ProviderKeys keys, boolean isCurrent, Duration retryAfter) {

    /** The same keys for a request that came after their fetch had begun. */
    JwksSnapshot asOfBefore() {
        return new JwksSnapshot(keys, false, retryAfter);
    }
}
