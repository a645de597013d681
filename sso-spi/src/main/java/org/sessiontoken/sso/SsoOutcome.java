package org.sessiontoken.sso;

import java.time.Duration;
import java.util.Objects;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ReasonCode;

/**
 * A backend's answer to a request. Each case but {@link Authenticated} has a reason for audit and metrics, from a small,
 * fixed vocabulary.
 */
public sealed interface SsoOutcome {

    /** Calls the method for this case. */
    <R> R fold(Cases<R> cases);

    /**
     * The credential is genuine.
     *
     * @param accountId the account that it stands for
     */
    record Authenticated(AccountId accountId) implements SsoOutcome {
        /** Refuses null. */
        public Authenticated {
            Objects.requireNonNull(accountId, "accountId");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.authenticated(this);
        }
    }

    /**
     * The credential is wrong or expired, or cannot be verified. The caller is not told which.
     *
     * @param reason which it is, for audit
     */
    record Unauthorised(ReasonCode reason) implements SsoOutcome {
        /** Refuses null. */
        public Unauthorised {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unauthorised(this);
        }
    }

    /**
     * The credential is genuine, but not valid for this tenant, account or service.
     *
     * @param reason why not, for audit
     */
    record Forbidden(ReasonCode reason) implements SsoOutcome {
        /** Refuses null. */
        public Forbidden {
            Objects.requireNonNull(reason, "reason");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.forbidden(this);
        }
    }

    /**
     * The parameters are not those that the backend takes.
     *
     * @param reason what is wrong with them, for audit
     * @param detail what the caller has to change; the caller is shown this text, which quotes no value
     */
    record Invalid(ReasonCode reason, String detail) implements SsoOutcome {
        /** Refuses null. */
        public Invalid {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.invalid(this);
        }
    }

    /**
     * The backend cannot decide at present.
     *
     * <p>Only an outage counts in the circuit breaker and is worth a retry. What a request itself can cause, such as an account
     * with odd data or a token with a made-up key name, is no outage: otherwise whoever sends such requests could open the
     * breaker for everybody.
     *
     * @param reason what failed, for audit
     * @param retryAfter how long the caller should wait before it asks again
     * @param isOutage whether the system fails that the backend asks, whoever the request is from
     */
    record Unavailable(ReasonCode reason, Duration retryAfter, boolean isOutage) implements SsoOutcome {
        /** Refuses null. */
        public Unavailable {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }

        /** An outage. */
        public Unavailable(ReasonCode reason, Duration retryAfter) {
            this(reason, retryAfter, true);
        }

        /** A failure that may concern this request or its account alone. It does not count in the circuit breaker. */
        public static Unavailable ofThisRequest(ReasonCode reason, Duration retryAfter) {
            return new Unavailable(reason, retryAfter, false);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.unavailable(this);
        }
    }

    /**
     * One method for each case.
     *
     * @param <R> the result
     */
    interface Cases<R> {
        /** The credential is genuine. */
        R authenticated(Authenticated outcome);

        /** The credential is wrong or expired, or cannot be verified. */
        R unauthorised(Unauthorised outcome);

        /** The credential is genuine, but not valid here. */
        R forbidden(Forbidden outcome);

        /** The parameters are not those that the backend takes. */
        R invalid(Invalid outcome);

        /** The backend cannot decide at present. */
        R unavailable(Unavailable outcome);
    }
}
