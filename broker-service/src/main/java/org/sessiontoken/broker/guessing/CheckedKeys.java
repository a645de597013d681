package org.sessiontoken.broker.guessing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.IpAddress;

/**
 * The keys that one request counts by; each is computed when it is needed.
 *
 * @param caller the caller's address, if it is known
 * @param account what the caller calls the account, if the auth service has a parameter for it
 */
record CheckedKeys(
        FailureKeys keys,
        AuthServiceCodec.Key service,
        @Nullable IpAddress caller,
        Optional<String> account) {

    String authService() {
        return keys.authService(service);
    }

    Optional<String> ofAddress() {
        return Optional.ofNullable(caller).map(address -> keys.address(service, address));
    }

    Optional<String> ofAccount() {
        return account.map(name -> keys.account(service, name));
    }

    Optional<String> ofAddressAndAccount() {
        return Optional.ofNullable(caller)
                .flatMap(address -> account.map(name -> keys.addressAndAccount(service, address, name)));
    }

    Optional<String> ofSignIn(AccountId signedIn) {
        return Optional.ofNullable(caller).map(address -> keys.signIn(service, address, signedIn));
    }
}
