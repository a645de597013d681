package org.sessiontoken.broker.sso.oidc;

import java.time.Duration;

/**
 * How the provider's keys are kept.
 *
 * @param lifetime how long keys are good for after they were fetched
 * @param refreshAhead how long before that they are fetched again
 * @param outageTolerance how long after that they still serve while the provider cannot be asked
 * @param refetchInterval how long it takes until the provider is asked once more, whatever the cause
 */
record KeyTimes(Duration lifetime, Duration refreshAhead, Duration outageTolerance, Duration refetchInterval) {

    Duration refreshAge() {
        return lifetime.minus(refreshAhead);
    }

    Duration lastAge() {
        return lifetime.plus(outageTolerance);
    }
}
