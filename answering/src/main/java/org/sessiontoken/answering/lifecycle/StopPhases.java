package org.sessiontoken.answering.lifecycle;

import org.springframework.context.SmartLifecycle;

/**
 * The order in which the parts of a service stop. Spring stops the highest phase first and waits for it, and starts the lowest
 * phase first.
 */
public final class StopPhases {

    /** The consumers stop first: they finish what they have begun, for which they need all other parts. */
    public static final int CONSUMERS = SmartLifecycle.DEFAULT_PHASE;

    /**
     * The publisher stops before what its service asks for answers, which has a lower phase. A request that is still unfinished
     * then belongs to another instance, and what is said of it while the rest closes must not become its reply.
     */
    public static final int PUBLISHER = CONSUMERS - 1;

    private StopPhases() {}
}
