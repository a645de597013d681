package org.sessiontoken.broker.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.sessiontoken.broker.guard.RequestLifetime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may send requests, and within which bounds.
 *
 * @param instance Name of this instance in replies.
 * @param requestors File with each requestor's sealing keys, by the requestor's name: a JWK Set of oct keys for A256GCMKW.
 * @param requestorClockSkew How far a requestor's clock may be ahead of the broker's.
 * @param maxDeadline How long after a request its deadline may be.
 * @param maxInFlight How many requests may be decided at once on this instance.
 */
@ConfigurationProperties("ags.broker")
record BrokerProperties(
        @DefaultValue("broker") String instance,
        @DefaultValue Map<String, Path> requestors,
        @DefaultValue("30s") Duration requestorClockSkew,
        @DefaultValue("60s") Duration maxDeadline,
        @DefaultValue("4096") int maxInFlight) {

    /** Longer than anybody waits, and short enough to be added to any time. */
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    BrokerProperties {
        require(
                isAtMostOneDay(requestorClockSkew) && !requestorClockSkew.isNegative(),
                "ags.broker.requestor-clock-skew must be from 0s to 1d");
        require(
                isAtMostOneDay(maxDeadline) && maxDeadline.compareTo(Duration.ZERO) > 0,
                "ags.broker.max-deadline must be positive and at most 1d");
        require(maxInFlight > 0, "ags.broker.max-in-flight must be at least 1");
    }

    /** The skew is added because a requestor whose clock is ahead sends deadlines that are later by that much. */
    RequestLifetime requestLifetime() {
        return new RequestLifetime(maxDeadline.plus(requestorClockSkew));
    }

    private static boolean isAtMostOneDay(Duration duration) {
        return duration.compareTo(MAX_DURATION) <= 0;
    }

    private static void require(boolean isKept, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
