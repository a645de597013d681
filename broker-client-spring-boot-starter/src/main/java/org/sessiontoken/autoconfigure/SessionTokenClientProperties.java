package org.sessiontoken.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the client that asks the broker for session tokens.
 *
 * @param enabled Whether the application gets a client
 * @param requestor name under which the broker knows this application, and by which it finds the application's sealing keys
 * @param sealingKeys path of the JWK Set file with the keys shared with the broker: the first seals, and all open. The client
 *     follows edits while it runs
 * @param development Whether keys that were generated for development are accepted; must be false in production
 * @param deadline maximum time from a request to its reply, from 10 milliseconds to 10 minutes. The broker has a maximum of
 *     its own, by default 60 seconds, and declines requests with a later deadline
 * @param maxInFlight maximum number of requests that wait for their reply; a further one is declined as unavailable
 * @param replyPartition partition of the reply topic to read; chosen at random if not set. Each instance should have a
 *     partition of its own
 * @param brokerGroup consumer group of the broker service, whose members show the client that the broker is there
 * @param hedgeAfter after how long without a reply of a broker instance its repeatable requests are sent again, to another
 *     instance; from 50 milliseconds to 10 minutes. From the deadline on, no request is sent again
 */
@ConfigurationProperties(prefix = "ags.client", ignoreUnknownFields = false)
record SessionTokenClientProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable RequestorName requestor,
        @Nullable Path sealingKeys,
        @DefaultValue("false") boolean development,
        @DefaultValue("5s") Duration deadline,
        @DefaultValue("1024") int maxInFlight,
        @Nullable Integer replyPartition,
        @DefaultValue(ClientSettings.DEFAULT_BROKER_GROUP) String brokerGroup,
        @DefaultValue("500ms") Duration hedgeAfter) {

    private static final int MAX_IN_FLIGHT = 1_000_000;
    private static final int MAX_PARTITION = 9_999;

    SessionTokenClientProperties {
        DurationText.requireBetween(
                "ags.client.deadline", deadline, ClientSettings.MIN_DEADLINE, ClientSettings.MAX_DEADLINE);
        DurationText.requireBetween(
                "ags.client.hedge-after", hedgeAfter, ClientSettings.MIN_HEDGE_AFTER, ClientSettings.MAX_DEADLINE);
        NumberText.requireBetween("ags.client.max-in-flight", maxInFlight, 1, MAX_IN_FLIGHT);
        if (replyPartition != null) {
            NumberText.requireBetween("ags.client.reply-partition", replyPartition, 0, MAX_PARTITION);
        }
        require(!brokerGroup.isBlank(), "broker-group must name the consumer group of the broker service");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("ags.client." + rule);
        }
    }
}
