package org.sessiontoken.sso;

import java.time.Duration;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ReasonCode;

/** What a backend says of a request. Each case has a reason for audit and metrics, from a small, fixed vocabulary. */
public sealed interface SsoOutcome {

    /** Answers with what the case at hand says. */
    <R> R fold(Cases<R> cases);

    /**
     * The credential is genuine.
     *
     * @param accountId whom it stands for
     */
    record Authenticated(AccountId accountId) implements SsoOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.authenticated(this);
        }
    }

    /**
     * The credential is wrong, expired or cannot be verified. The caller is not told which.
     *
     * @param reason why
     */
    record Unauthorised(ReasonCode reason) implements SsoOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unauthorised(this);
        }
    }

    /**
     * The credential is genuine, but not good for this tenant, account or service.
     *
     * @param reason why
     */
    record Forbidden(ReasonCode reason) implements SsoOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.forbidden(this);
        }
    }

    /**
     * The parameters are not those that the backend takes.
     *
     * @param reason why
     * @param detail what to change, in words that the caller is told; quotes no value
     */
    record Invalid(ReasonCode reason, String detail) implements SsoOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.invalid(this);
        }
    }

    /**
     * Nobody could say.
     *
     * @param reason why
     * @param retryAfter how long to wait before asking again
     */
    record Unavailable(ReasonCode reason, Duration retryAfter) implements SsoOutcome {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unavailable(this);
        }
    }

    /**
     * An answer for each case.
     *
     * @param <R> the answer
     */
    interface Cases<R> {
        /** The credential is genuine. */
        R authenticated(Authenticated outcome);

        /** The credential is not good. */
        R unauthorised(Unauthorised outcome);

        /** The credential is not good here. */
        R forbidden(Forbidden outcome);

        /** The parameters are not as described. */
        R invalid(Invalid outcome);

        /** Nobody could say. */
        R unavailable(Unavailable outcome);
    }
}
