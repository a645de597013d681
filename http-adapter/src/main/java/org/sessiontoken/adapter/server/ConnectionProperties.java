package org.sessiontoken.adapter.server;

import java.time.Duration;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many connections there may be, and how they end.
 *
 * @param maxConnectionsPerAddress maximum number of connections from one network address; a further one is closed at once.
 *     Behind a load balancer all callers have its address
 * @param shutdownGracePeriod time from the signal to stop, in which requests are still answered and clients are told to leave,
 *     until connections are closed; from 0s to 1m
 */
@ConfigurationProperties("ags.adapter")
record ConnectionProperties(
        @DefaultValue("4096") int maxConnectionsPerAddress,
        @DefaultValue("4s") Duration shutdownGracePeriod) {

    private static final int MAX_CONNECTIONS = 1_000_000;
    private static final Duration MAX_GRACE_PERIOD = Duration.ofMinutes(1);

    ConnectionProperties {
        NumberText.requireBetween(
                "ags.adapter.max-connections-per-address", maxConnectionsPerAddress, 1, MAX_CONNECTIONS);
        DurationText.requireBetween(
                "ags.adapter.shutdown-grace-period", shutdownGracePeriod, Duration.ZERO, MAX_GRACE_PERIOD);
    }
}
