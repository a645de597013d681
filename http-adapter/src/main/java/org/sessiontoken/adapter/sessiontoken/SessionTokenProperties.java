package org.sessiontoken.adapter.sessiontoken;

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
 * Settings of the adapter's requests to the broker.
 *
 * @param requestor name under which the broker knows this adapter, and by which it finds the adapter's sealing keys
 * @param sealingKeys path of the JWK Set file with the keys shared with the broker: the first seals, and all open. The adapter
 *     follows edits while it runs
 * @param deadline maximum time from a request to its reply, from 10 milliseconds to 10 minutes. The broker has a maximum of
 *     its own, by default 60 seconds, and declines requests with a later deadline
 * @param maxInFlight maximum number of requests that wait for their reply; a further one is answered with 503
 * @param replyPartition partition of the reply topic to read; chosen at random if not set. Each instance should have a
 *     partition of its own
 * @param brokerGroup consumer group of the broker service, whose members show the adapter that the broker is there
 * @param hedgeAfter after how long without a reply of a broker instance its requests are sent again, to another instance,
 *     where the auth service is repeatable; from 50 milliseconds to 10 minutes. From the deadline on, no request is sent again
 */
@ConfigurationProperties("ags.adapter")
public record SessionTokenProperties(
        @DefaultValue("http-adapter") RequestorName requestor,
        @Nullable Path sealingKeys,
        @DefaultValue("10s") Duration deadline,
        @DefaultValue("1024") int maxInFlight,
        @Nullable Integer replyPartition,
        @DefaultValue(ClientSettings.DEFAULT_BROKER_GROUP) String brokerGroup,
        @DefaultValue("500ms") Duration hedgeAfter) {

    private static final int MAX_IN_FLIGHT = 1_000_000;
    private static final int MAX_PARTITION = 9_999;

    /** Refuses a setting that is out of bounds, with an {@link IllegalArgumentException} that names it. */
    public SessionTokenProperties {
        DurationText.requireBetween(
                "ags.adapter.deadline", deadline, ClientSettings.MIN_DEADLINE, ClientSettings.MAX_DEADLINE);
        DurationText.requireBetween(
                "ags.adapter.hedge-after", hedgeAfter, ClientSettings.MIN_HEDGE_AFTER, ClientSettings.MAX_DEADLINE);
        NumberText.requireBetween("ags.adapter.max-in-flight", maxInFlight, 1, MAX_IN_FLIGHT);
        if (replyPartition != null) {
            NumberText.requireBetween("ags.adapter.reply-partition", replyPartition, 0, MAX_PARTITION);
        }
        require(!brokerGroup.isBlank(), "broker-group must name the consumer group of the broker service");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException("ags.adapter." + rule);
        }
    }
}
