package org.sessiontoken.broker.guessing;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How wrong credentials are throttled, unless an auth service has settings of its own.
 *
 * @param enabled Whether wrong credentials are throttled at all.
 * @param window How long a wrong credential counts: what was counted is forgotten evenly in this time.
 * @param failuresPerAddressAndAccount How many wrong credentials one address may send for one account.
 * @param failuresPerAddress How many wrong credentials one address may send. An account that signs in from there takes one back.
 * @param failuresPerAccount How many wrong credentials there may be for one account before everybody's bounds for it are a tenth.
 * @param failuresPerAuthService How many wrong credentials there may be before everybody's bounds are a tenth.
 */
@ConfigurationProperties("ags.broker.guessing")
public record GuessingProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("15m") Duration window,
        @DefaultValue("10") int failuresPerAddressAndAccount,
        @DefaultValue("300") int failuresPerAddress,
        @DefaultValue("100") int failuresPerAccount,
        @DefaultValue("3000") int failuresPerAuthService) {

    /** As long as the topic keeps the counts. */
    private static final Duration MAX_WINDOW = Duration.ofHours(1);

    private static final Duration MIN_WINDOW = Duration.ofSeconds(10);
    private static final int MAX_FAILURES = 1_000_000;

    /** Refuses a setting that is out of bounds with an {@link IllegalArgumentException} that names it. */
    public GuessingProperties {
        DurationText.requireBetween("ags.broker.guessing.window", window, MIN_WINDOW, MAX_WINDOW);
        requireFailures("ags.broker.guessing.failures-per-address-and-account", failuresPerAddressAndAccount);
        requireFailures("ags.broker.guessing.failures-per-address", failuresPerAddress);
        requireFailures("ags.broker.guessing.failures-per-account", failuresPerAccount);
        requireFailures("ags.broker.guessing.failures-per-auth-service", failuresPerAuthService);
    }

    /**
     * The limits of an auth service; empty if nothing is throttled there.
     *
     * @param asksAlways as in {@link FailureLimits#asksAlways}
     */
    public Optional<FailureLimits> limits(OfAuthService own, boolean asksAlways) {
        if (!Objects.requireNonNullElse(own.enabled, enabled)) {
            return Optional.empty();
        }
        return Optional.of(new FailureLimits(
                Objects.requireNonNullElse(own.failuresPerAddressAndAccount, failuresPerAddressAndAccount),
                Objects.requireNonNullElse(own.failuresPerAddress, failuresPerAddress),
                Objects.requireNonNullElse(own.failuresPerAccount, failuresPerAccount),
                Objects.requireNonNullElse(own.failuresPerAuthService, failuresPerAuthService),
                Optional.ofNullable(own.accountParameter),
                asksAlways));
    }

    private static void requireFailures(String name, int failures) {
        NumberText.requireBetween(name, failures, 1, MAX_FAILURES);
    }

    /**
     * How wrong credentials are throttled at one auth service. What is not set is as for all.
     *
     * @param enabled Whether wrong credentials are throttled at this auth service.
     * @param accountParameter Parameter in which the caller names the account, such as username; without it, nothing is counted by
     *     account.
     * @param failuresPerAddressAndAccount How many wrong credentials one address may send for one account.
     * @param failuresPerAddress How many wrong credentials one address may send.
     * @param failuresPerAccount How many wrong credentials there may be for one account before everybody's bounds for it are a tenth.
     * @param failuresPerAuthService How many wrong credentials there may be before everybody's bounds are a tenth.
     */
    public record OfAuthService(
            @Nullable Boolean enabled,
            @Nullable String accountParameter,
            @Nullable Integer failuresPerAddressAndAccount,
            @Nullable Integer failuresPerAddress,
            @Nullable Integer failuresPerAccount,
            @Nullable Integer failuresPerAuthService) {

        /** No settings of its own. */
        public static final OfAuthService DEFAULTS = new OfAuthService(null, null, null, null, null, null);

        /** Refuses a setting that is out of bounds with an {@link IllegalArgumentException} that names it. */
        public OfAuthService {
            requireIfSet("failures-per-address-and-account", failuresPerAddressAndAccount);
            requireIfSet("failures-per-address", failuresPerAddress);
            requireIfSet("failures-per-account", failuresPerAccount);
            requireIfSet("failures-per-auth-service", failuresPerAuthService);
        }

        private static void requireIfSet(String name, @Nullable Integer failures) {
            if (failures != null) {
                requireFailures(name, failures);
            }
        }
    }
}
