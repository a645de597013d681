package org.sessiontoken.broker.evaluation;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.guessing.CredentialCheck;
import org.sessiontoken.broker.guessing.Throttled;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Cases;

/** Tells the check of a credential how its auth service has answered, and answers in its place where it is throttled. */
record CheckedCredential(CredentialCheck check, ReplyDraft draft) {

    /** The refusal, if the auth service must not be asked. */
    Optional<SessionTokenReplied> begin() {
        return check.begin().map(this::reply);
    }

    /** The reply to what the auth service has answered; without an outcome it has failed. */
    SessionTokenReplied end(@Nullable SsoOutcome outcome, Supplier<SessionTokenReplied> reply) {
        try {
            Optional<Throttled> throttled = outcome == null ? Optional.empty() : outcome.fold(new Telling(check));
            return throttled.map(this::reply).orElseGet(reply);
        } finally {
            check.undecided();
        }
    }

    private SessionTokenReplied reply(Throttled throttled) {
        BrokerReason reason =
                switch (throttled.bound()) {
                    case ADDRESS -> BrokerReason.TOO_MANY_FAILURES_OF_ADDRESS;
                    case ACCOUNT -> BrokerReason.TOO_MANY_FAILURES_AT_ACCOUNT;
                };
        return draft.retryLater(Outcome.THROTTLED, reason.code(), throttled.retryAfter());
    }

    /** Only a wrong credential is a guess: one that is genuine and not valid here was not guessed. */
    private record Telling(CredentialCheck check) implements Cases<Optional<Throttled>> {

        @Override
        public Optional<Throttled> authenticated(SsoOutcome.Authenticated outcome) {
            check.succeeded(outcome.accountId());
            return Optional.empty();
        }

        @Override
        public Optional<Throttled> unauthorised(SsoOutcome.Unauthorised outcome) {
            return check.failed();
        }

        @Override
        public Optional<Throttled> forbidden(SsoOutcome.Forbidden outcome) {
            return Optional.empty();
        }

        @Override
        public Optional<Throttled> invalid(SsoOutcome.Invalid outcome) {
            return Optional.empty();
        }

        @Override
        public Optional<Throttled> unavailable(SsoOutcome.Unavailable outcome) {
            return Optional.empty();
        }
    }
}
