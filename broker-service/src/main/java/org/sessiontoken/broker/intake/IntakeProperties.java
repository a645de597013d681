package org.sessiontoken.broker.intake;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.sessiontoken.setting.NumberText;
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

    private static final Duration MIN_SESSION_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MAX_SESSION_TIMEOUT = Duration.ofMinutes(5);
    private static final DataSize MAX_UNFINISHED_SIZE = DataSize.ofGigabytes(64);
    private static final int MAX_CONSUMERS = 256;
    private static final int MAX_REQUESTS = 1_000_000;

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    IntakeProperties {
        NumberText.requireBetween("ags.broker.intake.consumers", consumers, 1, MAX_CONSUMERS);
        NumberText.requireBetween("ags.broker.intake.max-unfinished", maxUnfinished, 1, MAX_REQUESTS);
        require(
                maxUnfinishedSize.toBytes() > 0 && maxUnfinishedSize.compareTo(MAX_UNFINISHED_SIZE) <= 0,
                "ags.broker.intake.max-unfinished-size must be from 1B to 64GB, and it is " + maxUnfinishedSize);
        NumberText.requireBetween("ags.broker.intake.max-uncommitted-span", maxUncommittedSpan, 1, MAX_REQUESTS);
        DurationText.requireBetween(
                "ags.broker.intake.session-timeout", sessionTimeout, MIN_SESSION_TIMEOUT, MAX_SESSION_TIMEOUT);
    }

    private static void require(boolean isKept, String rule) {
        if (!isKept) {
            throw new IllegalArgumentException(rule);
        }
    }
}
