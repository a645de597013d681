package org.sessiontoken.sso;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.value.ParameterProperty;

/**
 * One auth service of one tenant: says whom a request's parameters stand for.
 *
 * <p>Safe for all threads. It may be asked about the same request more than once, after a redelivery, and then says the
 * same as far as it can.
 */
public interface SsoBackend extends AutoCloseable {

    /** The parameters it takes, for service discovery. The broker itself refuses a request that lacks a mandatory one. */
    List<ParameterProperty> parameters();

    /**
     * Says whom the parameters stand for. It returns at once: what has to wait for a network or a disk completes the stage
     * later, on a thread of its own. A refusal or an outage is an outcome; the stage ends exceptionally only for a bug, and
     * is then taken as {@link SsoOutcome.Unavailable}.
     */
    CompletionStage<SsoOutcome> authenticate(SsoRequest request);

    /**
     * Whether asking again about the same request does no harm, however the first attempt ended. Only then may whoever
     * guards the backend repeat a call that ended in an outage.
     */
    default boolean repeatable() {
        return false;
    }

    /**
     * Whether it limits by itself how often it calls those that it depends on, and answers at once in between, from what it
     * has. Then no circuit breaker is put around it: requests that it cannot answer would open the breaker, and so keep away
     * those that it can.
     */
    default boolean limitsItself() {
        return false;
    }

    /** Lets go of what the backend holds. May be called more than once. */
    @Override
    default void close() {}
}
