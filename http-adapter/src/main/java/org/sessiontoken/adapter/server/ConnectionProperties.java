package org.sessiontoken.adapter.server;

import java.time.Duration;
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

    private static final Duration MAX_GRACE_PERIOD = Duration.ofMinutes(1);

    ConnectionProperties {
        if (maxConnectionsPerAddress < 1) {
            throw new IllegalArgumentException("ags.adapter.max-connections-per-address must be at least 1");
        }
        if (shutdownGracePeriod.isNegative() || shutdownGracePeriod.compareTo(MAX_GRACE_PERIOD) > 0) {
            throw new IllegalArgumentException("ags.adapter.shutdown-grace-period must be from 0s to 1m");
        }
    }
}
