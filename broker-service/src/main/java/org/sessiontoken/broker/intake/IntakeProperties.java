package org.sessiontoken.broker.intake;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How requests are consumed.
 *
 * @param group Consumer group of all broker instances; adapters look for its members to know that a broker is there.
 * @param consumers How many consumers this instance runs; more than the cores it has gain nothing.
 * @param sessionTimeout After how long without a sign of life Kafka gives an instance's partitions to others.
 * @param maxUnfinished How many requests of one consumer may be unfinished; all its partitions are paused meanwhile.
 * @param maxUnfinishedSize How much memory the unfinished requests of one consumer may occupy; all its partitions are paused
 *     meanwhile.
 * @param maxUncommittedSpan How many offsets the newest request of a partition may be ahead of the first unfinished one; the
 *     partition is paused meanwhile. Up to this many requests of a partition are processed again after a crash.
 * @param deadLetterKeys File with the key that seals unreadable records: a JWK Set of oct keys for A256GCMKW, the first
 *     of which seals.
 */
@ConfigurationProperties("ags.broker.intake")
record IntakeProperties(
        @DefaultValue("session-token-broker") String group,
        @DefaultValue("1") int consumers,
        @DefaultValue("6s") Duration sessionTimeout,
        @DefaultValue("8192") int maxUnfinished,
        @DefaultValue("64MB") DataSize maxUnfinishedSize,
        @DefaultValue("65536") long maxUncommittedSpan,
        @Nullable Path deadLetterKeys) {

    /** Refuses bounds that let nothing through with an {@link IllegalArgumentException}. */
    IntakeProperties {
        requirePositive("consumers", consumers);
        requirePositive("max-unfinished", maxUnfinished);
        requirePositive("max-unfinished-size", maxUnfinishedSize.toBytes());
        requirePositive("max-uncommitted-span", maxUncommittedSpan);
    }

    private static void requirePositive(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("ags.broker.intake." + key + " must be positive, and it is " + value);
        }
    }
}
