package org.sessiontoken.broker.guessing;

import java.util.Optional;
import org.sessiontoken.value.AccountId;

/**
 * The credential of one request, from before its auth service is asked until it has answered. For one thread at a time.
 *
 * <p>{@link #begin()} comes first. After it one of the others is called, whatever happens.
 */
public interface CredentialCheck {

    /** Where nothing is throttled. */
    CredentialCheck UNLIMITED = new CredentialCheck() {
        @Override
        public Optional<Throttled> begin() {
            return Optional.empty();
        }

        @Override
        public Optional<Throttled> failed() {
            return Optional.empty();
        }

        @Override
        public void succeeded(AccountId account) {}

        @Override
        public void undecided() {}
    };

    /** Why the auth service must not be asked now, or empty if it may be. */
    Optional<Throttled> begin();

    /** The credential is wrong. Says whether the caller is to be told that it is throttled, in place of that. */
    Optional<Throttled> failed();

    /** The credential is right. */
    void succeeded(AccountId account);

    /** Neither: the auth service did not answer, or answered something else. May be called after any other method. */
    void undecided();
}
