package org.sessiontoken.broker.guard;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How one auth service is guarded.
 *
 * @param mostInFlight How many requests may wait for it at once, on each instance.
 * @param timeLimit How long one call of it may take.
 * @param attempts How many times it is called for one request, where its type says that repeating is safe.
 * @param retryWait How long to wait before the second attempt; doubled for each further one, and varied by half.
 * @param window Over how many of its last calls failures are counted.
 * @param leastCalls How many calls there must have been before its breaker may open.
 * @param failureRate Share of failed calls, in percent, from which its breaker opens.
 * @param slowCall From which duration a call counts as slow.
 * @param slowCallRate Share of slow calls, in percent, from which its breaker opens.
 * @param openFor How long its breaker stays open before some calls are let through to try.
 * @param trialCalls How many calls are let through to try.
 */
public record GuardSettings(
        @DefaultValue("512") int mostInFlight,
        @DefaultValue("3s") Duration timeLimit,
        @DefaultValue("2") int attempts,
        @DefaultValue("100ms") Duration retryWait,
        @DefaultValue("100") int window,
        @DefaultValue("20") int leastCalls,
        @DefaultValue("50") int failureRate,
        @DefaultValue("2s") Duration slowCall,
        @DefaultValue("80") int slowCallRate,
        @DefaultValue("10s") Duration openFor,
        @DefaultValue("5") int trialCalls) {

    /** Refuses what makes no sense, naming the setting. */
    public GuardSettings {
        require(mostInFlight > 0, "most-in-flight must be at least 1");
        require(isPositive(timeLimit), "time-limit must be more than nothing");
        require(attempts > 0, "attempts must be at least 1");
        require(isPositive(retryWait), "retry-wait must be more than nothing");
        require(window > 0 && leastCalls > 0, "window and least-calls must be at least 1");
        require(leastCalls <= window, "least-calls must be at most window");
        require(isPercentage(failureRate), "failure-rate must be from 1 to 100");
        require(isPositive(slowCall), "slow-call must be more than nothing");
        require(isPercentage(slowCallRate), "slow-call-rate must be from 1 to 100");
        require(isPositive(openFor), "open-for must be more than nothing");
        require(trialCalls > 0, "trial-calls must be at least 1");
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
