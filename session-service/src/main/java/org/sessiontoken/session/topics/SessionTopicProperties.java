package org.sessiontoken.session.topics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the topics of sign-ons are created.
 *
 * @param partitions How many partitions the topic of sign-ons has. It may never change: an attempt counts on the partition of its
 *     token alone.
 * @param replicationFactor How many copies of each partition Kafka keeps; 3 if not set, and 1 with ags.development=true.
 * @param retention How long attempts are kept, which are audit records.
 */
@ConfigurationProperties("ags.session.topics")
record SessionTopicProperties(
        @DefaultValue("12") int partitions,
        @Nullable Short replicationFactor,
        @DefaultValue("30d") Duration retention) {

    private static final Duration MIN_RETENTION = Duration.ofHours(1);
    private static final Duration MAX_RETENTION = Duration.ofDays(3650);
    private static final int MAX_PARTITIONS = 10_000;
    private static final int MAX_REPLICAS = 100;

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    SessionTopicProperties {
        NumberText.requireBetween("ags.session.topics.partitions", partitions, 1, MAX_PARTITIONS);
        if (replicationFactor != null) {
            NumberText.requireBetween("ags.session.topics.replication-factor", replicationFactor, 1, MAX_REPLICAS);
        }
        DurationText.requireBetween("ags.session.topics.retention", retention, MIN_RETENTION, MAX_RETENTION);
    }
}
