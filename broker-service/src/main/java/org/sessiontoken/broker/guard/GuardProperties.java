package org.sessiontoken.broker.guard;

import java.time.Duration;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one auth service is guarded, in Resilience4j's terms.
 *
 * @param maxConcurrentCalls How many requests may wait for the auth service at once, on each instance.
 * @param timeoutDuration How long one call may take.
 * @param maxAttempts How many calls may be made for one request; 1 unless the backend's type says that repeating is safe.
 * @param waitDuration How long to wait before the second attempt; doubled for each further one, and varied by half.
 * @param slidingWindowSize How many of the last calls the circuit breaker judges by.
 * @param minimumNumberOfCalls How many calls there must have been before the circuit breaker may open.
 * @param failureRateThreshold Share of failed calls, in percent, from which the circuit breaker opens.
 * @param slowCallDurationThreshold Duration above which a call counts as slow.
 * @param slowCallRateThreshold Share of slow calls, in percent, from which the circuit breaker opens.
 * @param waitDurationInOpenState How long the circuit breaker stays open before it permits some trial calls.
 * @param permittedNumberOfCallsInHalfOpenState How many trial calls the half-open circuit breaker permits.
 */
public record GuardProperties(
        @DefaultValue("512") int maxConcurrentCalls,
        @DefaultValue("3s") Duration timeoutDuration,
        @DefaultValue("2") int maxAttempts,
        @DefaultValue("100ms") Duration waitDuration,
        @DefaultValue("100") int slidingWindowSize,
        @DefaultValue("20") int minimumNumberOfCalls,
        @DefaultValue("50") int failureRateThreshold,
        @DefaultValue("2s") Duration slowCallDurationThreshold,
        @DefaultValue("80") int slowCallRateThreshold,
        @DefaultValue("10s") Duration waitDurationInOpenState,
        @DefaultValue("5") int permittedNumberOfCallsInHalfOpenState) {

    /** The time limit of a call unless another one is set. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(3);

    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration MAX_WAIT = Duration.ofMinutes(1);
    private static final Duration MAX_WAIT_IN_OPEN_STATE = Duration.ofHours(1);
    private static final Duration DEFAULT_WAIT = Duration.ofMillis(100);
    private static final Duration DEFAULT_SLOW = Duration.ofSeconds(2);

    /**
     * Refuses a setting that is out of bounds, or that contradicts another, with an {@link IllegalArgumentException} that names
     * it. A default that a shorter time limit contradicts is shortened to it.
     */
    public GuardProperties {
        requireBetween("timeout-duration", timeoutDuration, MIN, MAX_TIMEOUT);
        waitDuration = shortened(waitDuration, DEFAULT_WAIT, timeoutDuration);
        slowCallDurationThreshold = shortened(slowCallDurationThreshold, DEFAULT_SLOW, timeoutDuration);
        requireBetween("wait-duration", waitDuration, MIN, MAX_WAIT);
        requireBetween("slow-call-duration-threshold", slowCallDurationThreshold, MIN, MAX_TIMEOUT);
        requireBetween("wait-duration-in-open-state", waitDurationInOpenState, MIN, MAX_WAIT_IN_OPEN_STATE);
        requireBetween("max-concurrent-calls", maxConcurrentCalls, 1, 100_000);
        requireBetween("max-attempts", maxAttempts, 1, 10);
        requireBetween("sliding-window-size", slidingWindowSize, 1, 10_000);
        requireBetween("minimum-number-of-calls", minimumNumberOfCalls, 1, 10_000);
        requireBetween("failure-rate-threshold", failureRateThreshold, 1, 100);
        requireBetween("slow-call-rate-threshold", slowCallRateThreshold, 1, 100);
        requireBetween("permitted-number-of-calls-in-half-open-state", permittedNumberOfCallsInHalfOpenState, 1, 1_000);
        require(
                minimumNumberOfCalls <= slidingWindowSize,
                "minimum-number-of-calls must be at most sliding-window-size, " + slidingWindowSize + ", and it is "
                        + minimumNumberOfCalls);
        requireAtMost("wait-duration", waitDuration, timeoutDuration, "a call itself takes less than such a wait");
        requireAtMost(
                "slow-call-duration-threshold",
                slowCallDurationThreshold,
                timeoutDuration,
                "no call takes longer, so none would be slow");
    }

    private static Duration shortened(Duration duration, Duration unlessSet, Duration limit) {
        return duration.equals(unlessSet) && duration.compareTo(limit) > 0 ? limit : duration;
    }

    private static void requireBetween(String setting, Duration duration, Duration min, Duration max) {
        DurationText.requireBetween(setting, duration, min, max);
    }

    private static void requireBetween(String setting, int number, int min, int max) {
        NumberText.requireBetween(setting, number, min, max);
    }

    private static void requireAtMost(String setting, Duration duration, Duration limit, String why) {
        require(
                duration.compareTo(limit) <= 0,
                setting + " must be at most timeout-duration, " + DurationText.of(limit) + ", and it is "
                        + DurationText.of(duration) + ": " + why);
    }

    private static void require(boolean isKept, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
