package org.sessiontoken.broker.guard;

import java.time.Duration;
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

    /** Refuses a setting that is out of bounds with an {@link IllegalArgumentException} that names it. */
    public GuardProperties {
        require(maxConcurrentCalls > 0, "max-concurrent-calls must be at least 1");
        require(isPositive(timeoutDuration), "timeout-duration must be positive");
        require(maxAttempts > 0, "max-attempts must be at least 1");
        require(isAtLeastOneMillisecond(waitDuration), "wait-duration must be at least 1ms");
        require(slidingWindowSize > 0, "sliding-window-size must be at least 1");
        require(minimumNumberOfCalls > 0, "minimum-number-of-calls must be at least 1");
        require(
                minimumNumberOfCalls <= slidingWindowSize,
                "minimum-number-of-calls must be at most sliding-window-size");
        require(isPercentage(failureRateThreshold), "failure-rate-threshold must be from 1 to 100");
        require(isPositive(slowCallDurationThreshold), "slow-call-duration-threshold must be positive");
        require(isPercentage(slowCallRateThreshold), "slow-call-rate-threshold must be from 1 to 100");
        require(isAtLeastOneMillisecond(waitDurationInOpenState), "wait-duration-in-open-state must be at least 1ms");
        require(
                permittedNumberOfCallsInHalfOpenState > 0,
                "permitted-number-of-calls-in-half-open-state must be at least 1");
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }

    /** Resilience4j waits in whole milliseconds. */
    private static boolean isAtLeastOneMillisecond(Duration duration) {
        return duration.compareTo(Duration.ofMillis(1)) >= 0;
    }

    private static boolean isPercentage(int rate) {
        return rate >= 1 && rate <= 100;
    }

    private static void require(boolean isKept, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
