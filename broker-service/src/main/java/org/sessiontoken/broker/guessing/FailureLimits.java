package org.sessiontoken.broker.guessing;

import java.util.Optional;

/**
 * How many wrong credentials one auth service accepts within the window.
 *
 * @param perAddressAndAccount from one address, at one account
 * @param perAddress from one address
 * @param perAccount at one account, from all addresses
 * @param perAuthService from everybody
 * @param accountParameter the parameter that names the account; if there is none, nothing is counted by account
 * @param asksAlways whether the auth service is asked whatever has failed before, and only failures are answered as throttled
 */
public record FailureLimits(
        int perAddressAndAccount,
        int perAddress,
        int perAccount,
        int perAuthService,
        Optional<String> accountParameter,
        boolean asksAlways) {}
