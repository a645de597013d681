package org.sessiontoken.backend.oidc;

import java.time.Duration;

/**
 * How long the provider's keys are cached.
 *
 * @param lifetime how long keys are used after they were fetched, if the provider answers by then
 * @param refreshAhead how long before the end of their lifetime they are fetched again
 * @param outageTolerance how long after their lifetime they are still used while the provider cannot be reached
 * @param refetchInterval the minimum time between two fetches, whatever the cause
 */
record JwksCacheSettings(Duration lifetime, Duration refreshAhead, Duration outageTolerance, Duration refetchInterval) {

    Duration refreshAge() {
        return lifetime.minus(refreshAhead);
    }

    Duration maxAge() {
        return lifetime.plus(outageTolerance);
    }
}
