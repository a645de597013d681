package org.sessiontoken.broker.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one auth service is guarded.
 *
 * @param maxConcurrentCalls How many requests may wait for it at once, on each instance.
 * @param timeoutDuration How long one call of it may take.
 * @param maxAttempts How many times it is called for one request, where its type says that repeating is safe.
 * @param waitDuration How long to wait before the second attempt; doubled for each further one, and varied by half.
 * @param slidingWindowSize Over how many of its last calls failures are counted.
 * @param minimumNumberOfCalls How many calls there must have been before its breaker may open.
 * @param failureRateThreshold Share of failed calls, in percent, from which its breaker opens.
 * @param slowCallDurationThreshold From which duration a call counts as slow.
 * @param slowCallRateThreshold Share of slow calls, in percent, from which its breaker opens.
 * @param waitDurationInOpenState How long its breaker stays open before some calls are let through to try.
 * @param permittedNumberOfCallsInHalfOpenState How many calls are let through to try.
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

    /** Refuses what makes no sense, naming the setting. */
    public GuardProperties {
        require(maxConcurrentCalls > 0, "max-concurrent-calls must be at least 1");
        require(isPositive(timeoutDuration), "timeout-duration must be more than nothing");
        require(maxAttempts > 0, "maxAttempts must be at least 1");
        require(isPositive(waitDuration), "wait-duration must be more than nothing");
        require(
                slidingWindowSize > 0 && minimumNumberOfCalls > 0,
                "slidingWindowSize and minimum-number-of-calls must be at least 1");
        require(minimumNumberOfCalls <= slidingWindowSize, "minimum-number-of-calls must be at most slidingWindowSize");
        require(isPercentage(failureRateThreshold), "failure-rate-threshold must be from 1 to 100");
        require(isPositive(slowCallDurationThreshold), "slow-call-duration-threshold must be more than nothing");
        require(
                isPercentage(slowCallRateThreshold),
                "slow-call-duration-threshold-rate-threshold must be from 1 to 100");
        require(isPositive(waitDurationInOpenState), "wait-duration-in-open-state must be more than nothing");
        require(
                permittedNumberOfCallsInHalfOpenState > 0,
                "permitted-number-of-calls-in-half-open-state must be at least 1");
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }

    private static boolean isPercentage(int rate) {
        return rate >= 1 && rate <= 100;
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
