package org.sessiontoken.broker.intake;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How requests are consumed.
 *
 * @param group Consumer group of all broker instances; adapters look for its members to know that a broker is there.
 * @param consumers How many consumers this instance runs; more than the cores it has gain nothing.
 * @param sessionTimeout After how long without a sign of life Kafka gives an instance's partitions to others.
 * @param maxUnfinished How many requests of one consumer may be unfinished before it takes no more for a while.
 * @param deadLetterKeys File with the key that seals unreadable records: a JWK Set of oct keys for A256GCMKW, the first
 *     of which seals.
 */
@ConfigurationProperties("ags.broker.intake")
record IntakeProperties(
        @DefaultValue("session-token-broker") String group,
        @DefaultValue("1") int consumers,
        @DefaultValue("6s") Duration sessionTimeout,
        @DefaultValue("8192") int maxUnfinished,
        @Nullable Path deadLetterKeys) {}
