package org.sessiontoken.broker.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
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

    private static final Duration MIN_DEADLINE = Duration.ofMillis(10);
    private static final int MAX_IN_FLIGHT = 1_000_000;

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    BrokerProperties {
        DurationText.requireBetween("ags.broker.requestor-clock-skew", requestorClockSkew, Duration.ZERO, MAX_DURATION);
        DurationText.requireBetween("ags.broker.max-deadline", maxDeadline, MIN_DEADLINE, MAX_DURATION);
        NumberText.requireBetween("ags.broker.max-in-flight", maxInFlight, 1, MAX_IN_FLIGHT);
    }

    RequestLifetime requestLifetime() {
        return new RequestLifetime(maxDeadline, requestorClockSkew);
    }
}
