package org.sessiontoken.adapter.sessiontoken;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the adapter requests session tokens from the broker.
 *
 * @param requestor name under which the broker knows this adapter, and by which it finds the adapter's sealing keys
 * @param sealingKeys path of the JWK Set file with the keys shared with the broker: the first one seals, all of them open
 * @param deadline longest time that a request may take until its reply, at least 10 milliseconds
 * @param maxInFlight maximum number of requests that may wait for their reply at once; one more is answered with 503
 * @param replyPartition partition of the reply topic to read; without it, the adapter selects one. Each instance should
 *     have a partition of its own
 * @param brokerGroup consumer group of the broker service; the adapter is ready while this group has a member
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
