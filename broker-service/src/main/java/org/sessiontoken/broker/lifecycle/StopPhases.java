package org.sessiontoken.broker.lifecycle;

import org.springframework.context.SmartLifecycle;

/**
 * The order in which the broker's parts stop. Spring stops the highest phase first and waits for it, and starts the lowest
 * phase first.
 */
public final class StopPhases {

    /** The consumers stop first: they finish what they have begun, for which they need all other parts. */
    public static final int CONSUMERS = SmartLifecycle.DEFAULT_PHASE;

    /**
     * The publisher stops before the auth services. A request that is still unfinished then belongs to another instance,
     * and what its backend says while it closes must not become its reply.
     */
    public static final int PUBLISHER = CONSUMERS - 1;

    /** The auth services stop last, when no request can reach them. */
    public static final int AUTH_SERVICES = PUBLISHER - 1;

    private StopPhases() {}
}
