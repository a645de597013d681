package org.sessiontoken.broker.sso.introspection;

import java.util.function.Function;
import org.sessiontoken.sso.SsoOutcome;

/** What is thought of a token, whoever asks and when. */
sealed interface Verdict {

    /** Ends with an outcome: that of the refusal, or what is made of the token. */
    SsoOutcome outcome(Function<ActiveToken, SsoOutcome> ofToken);

    /**
     * The token is good for this auth service.
     *
     * @param token what is known of it
     */
    record Active(ActiveToken token) implements Verdict {
        @Override
        public SsoOutcome outcome(Function<ActiveToken, SsoOutcome> ofToken) {
            return ofToken.apply(token);
        }
    }

    /**
     * It is not.
     *
     * @param why the outcome
     */
    record Refused(SsoOutcome why) implements Verdict {
        @Override
        public SsoOutcome outcome(Function<ActiveToken, SsoOutcome> ofToken) {
            return why;
        }
    }
}
