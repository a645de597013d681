package org.sessiontoken.broker.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.sessiontoken.broker.guard.BackendGuard;
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

    /**
     * Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. By a clock that is
     * ahead, a request's deadline is later by as much; the two durations are therefore bounded together.
     */
    BrokerProperties {
        require(!requestorClockSkew.isNegative(), "ags.broker.requestor-clock-skew must not be negative");
        require(maxDeadline.compareTo(Duration.ZERO) > 0, "ags.broker.max-deadline must be positive");
        require(
                isAtMost(BackendGuard.MAX_REQUEST_DURATION, maxDeadline, requestorClockSkew),
                "ags.broker.max-deadline and ags.broker.requestor-clock-skew together must be at most "
                        + BackendGuard.MAX_REQUEST_DURATION.toSeconds()
                        + "s: after that the backend of a changed auth service is closed, and no request may be using it");
        require(maxInFlight > 0, "ags.broker.max-in-flight must be at least 1");
    }

    private static boolean isAtMost(Duration max, Duration one, Duration other) {
        return one.compareTo(max) <= 0 && other.compareTo(max.minus(one)) <= 0;
    }

    private static void require(boolean isKept, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
