package org.sessiontoken.broker.guessing;

import java.time.Duration;

/**
 * A credential is not checked, or its failure not told.
 *
 * @param bound which bound is reached
 * @param retryAfter when there is room for the next attempt, at least a second
 */
public record Throttled(Bound bound, Duration retryAfter) {

    /** What wrong credentials were counted by. */
    public enum Bound {
        /** The caller's address. */
        ADDRESS,
        /** The caller's address together with the account. */
        ACCOUNT
    }
}
