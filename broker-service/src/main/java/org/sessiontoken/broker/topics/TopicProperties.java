package org.sessiontoken.broker.topics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How topics that do not exist yet are created. Existing ones are left as they are.
 *
 * @param partitions How many partitions the request topic and each requestor's reply topic get. Each instance of an
 *     adapter reads a partition of its own, so there should be at least as many as instances.
 * @param replicationFactor How many copies of each partition Kafka keeps; 3 if not set, and 1 with ags.development=true. From
 *     3 on, an event counts as written when it is on at least two of them. Fewer are refused outside development
 * @param requestRetention How long requests are kept.
 * @param replyRetention How long replies, which are the audit records, and dead letters are kept.
 */
@ConfigurationProperties("ags.broker.topics")
record TopicProperties(
        @DefaultValue("12") int partitions,
        @Nullable Short replicationFactor,
        @DefaultValue("4h") Duration requestRetention,
        @DefaultValue("30d") Duration replyRetention) {

    private static final Duration MIN_RETENTION = Duration.ofMinutes(1);
    private static final Duration MAX_RETENTION = Duration.ofDays(3650);
    private static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_REPLICAS = 100;

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    TopicProperties {
        NumberText.requireBetween("ags.broker.topics.partitions", partitions, 1, MAX_PARTITIONS);
        if (replicationFactor != null) {
            NumberText.requireBetween("ags.broker.topics.replication-factor", replicationFactor, 1, MAX_REPLICAS);
        }
        DurationText.requireBetween(
                "ags.broker.topics.request-retention", requestRetention, MIN_RETENTION, MAX_RETENTION);
        DurationText.requireBetween("ags.broker.topics.reply-retention", replyRetention, MIN_RETENTION, MAX_RETENTION);
    }
}
