package org.sessiontoken.sso;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.value.ParameterProperty;

/**
 * The backend of one auth service of one tenant: it decides which account a request's parameters stand for.
 *
 * <p>Safe for all threads. The broker may ask about the same request again after a redelivery; the backend then gives the
 * same answer as far as it can.
 */
public interface SsoBackend extends AutoCloseable {

    /**
     * The parameters that the backend takes, for service discovery. The broker asks once, when the backend is made, and
     * refuses requests that lack a mandatory parameter itself.
     */
    List<ParameterProperty> parameters();

    /**
     * Decides which account the parameters stand for. The method returns at once: a backend that waits for a network or a
     * disk completes the stage later, on another thread. A refusal or an outage is an outcome. The stage ends exceptionally
     * only for a bug, which counts as {@link SsoOutcome.Unavailable}.
     */
    CompletionStage<SsoOutcome> authenticate(SsoRequest request);

    /**
     * Whether the backend may be asked about the same request again without harm, however the first attempt ended. Only then
     * does the broker retry a call that ended in an outage, and only then does a requestor send the request a second time when
     * the broker instance that has it gives no replies.
     */
    default boolean repeatable() {
        return false;
    }

    /**
     * Whether the backend itself limits how often it calls the systems that it depends on, and answers at once from what it
     * has in between. Such a backend gets no circuit breaker: requests that it cannot answer would open the breaker, and the
     * open breaker would refuse requests that it can answer.
     */
    default boolean limitsItself() {
        return false;
    }

    /**
     * Whether credentials are checked by their signatures alone, with keys that are at hand: nobody can guess one, and to check
     * one costs little. The broker then asks the backend whatever has failed before, so that a right credential is never
     * refused for somebody else's wrong ones. Not for passwords, PINs and the like, however they are checked: whoever guesses
     * at them would go on guessing.
     */
    default boolean checksSignatures() {
        return false;
    }

    /**
     * Releases the threads and other resources of the backend; the broker itself closes the HTTP that it opened for the
     * backend. May be called more than once.
     */
    @Override
    default void close() {}
}
