package org.sessiontoken.broker.lifecycle;

import java.time.Duration;

/**
 * How long a request may be in progress. No call of a guarded backend is waited for beyond its request's deadline, so a
 * backend that was replaced longer ago than {@link #max()} is not in use any more and can be closed.
 *
 * @param maxDeadline how long after a request its deadline may be
 * @param clockSkew how far the requestor's clock may be ahead, by which its deadlines are later
 */
public record RequestLifetime(Duration maxDeadline, Duration clockSkew) {

    /** From when the broker receives a request until its deadline, at the latest. */
    public Duration max() {
        return maxDeadline.plus(clockSkew);
    }
}
