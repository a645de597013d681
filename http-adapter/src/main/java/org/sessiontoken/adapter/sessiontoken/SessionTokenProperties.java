package org.sessiontoken.adapter.sessiontoken;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How session tokens are asked for.
 *
 * @param requestor name under which the broker knows this adapter, and by which it finds the adapter's sealing keys
 * @param sealingKeys path of the JWK Set file with the keys shared with the broker: the first seals, all open
 * @param deadline longest time that a request may take until its reply, at least 10 milliseconds
 * @param maxInFlight most requests that may wait for their reply at once; one more is answered with 503
 * @param replyPartition partition of the reply topic to read; without one, one is chosen. Each instance does best with one
 *     of its own
 * @param brokerGroup consumer group of the broker service, by which the adapter sees that one is there
 */
@ConfigurationProperties("ags.adapter")
record SessionTokenProperties(
        @DefaultValue("http-adapter") RequestorName requestor,
        @Nullable Path sealingKeys,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("1024") int maxInFlight,
        @Nullable Integer replyPartition,
        @DefaultValue(ClientSettings.DEFAULT_BROKER_GROUP) String brokerGroup) {

    SessionTokenProperties {
        require(deadline.compareTo(Duration.ofMillis(10)) >= 0, "deadline must be at least 10ms");
        require(maxInFlight >= 1, "max-in-flight must be at least 1");
        require(replyPartition == null || replyPartition >= 0, "reply-partition must be at least 0");
        require(!brokerGroup.isBlank(), "broker-group must name the consumer group of the broker service");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("ags.adapter." + rule);
        }
    }
}
