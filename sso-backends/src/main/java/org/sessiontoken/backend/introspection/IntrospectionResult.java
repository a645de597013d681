package org.sessiontoken.backend.introspection;

import java.util.function.Function;
import org.sessiontoken.sso.SsoOutcome;

/** Whether a token is accepted, apart from the time and the tenant of the request that carries it. */
sealed interface IntrospectionResult {

    /** The outcome of the refusal, or the outcome that the function makes of the token. */
    SsoOutcome outcome(Function<ActiveToken, SsoOutcome> ofToken);

    /**
     * The token is active and accepted.
     *
     * @param token the token
     */
    record Active(ActiveToken token) implements IntrospectionResult {
        @Override
        public SsoOutcome outcome(Function<ActiveToken, SsoOutcome> ofToken) {
            return ofToken.apply(token);
        }
    }

    /**
     * The token is refused.
     *
     * @param outcome the outcome for every request that carries the token
     */
    record Refused(SsoOutcome outcome) implements IntrospectionResult {
        @Override
        public SsoOutcome outcome(Function<ActiveToken, SsoOutcome> ofToken) {
            return outcome;
        }
    }
}
