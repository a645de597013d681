package org.sessiontoken.answering.offsets;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what is done, five times a second. A commit that fails is repeated with the next one: a position counts as committed
 * only when Kafka has acknowledged it. For the consumer's thread alone.
 */
public final class OffsetCommits {

    private static final Logger LOG = LoggerFactory.getLogger(OffsetCommits.class);
    private static final long PERIOD_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** Single commits fail during a rebalance and are repeated, so only this many failures in a row are logged. */
    private static final int FAILURES_TO_LOG = 10;

    private final Consumer<?, ?> consumer;
    private final OffsetTracker offsets;
    private long startedAt = System.nanoTime();
    private boolean inFlight;
    private int failures;

    /** Commits of a consumer. */
    public OffsetCommits(Consumer<?, ?> consumer, OffsetTracker offsets) {
        this.consumer = consumer;
        this.offsets = offsets;
    }

    /** Commits without waiting, when it is time to and no commit is in flight. */
    public void commitIfDue() {
        if (!inFlight && System.nanoTime() - startedAt >= PERIOD_NANOS) {
            startedAt = System.nanoTime();
            commitAsync();
        }
    }

    void commitAsync() {
        Map<TopicPartition, OffsetAndMetadata> committable = offsets.committable();
        if (!committable.isEmpty()) {
            inFlight = true;
            consumer.commitAsync(committable, this::ended);
        }
    }

    private void ended(Map<TopicPartition, OffsetAndMetadata> committed, @Nullable Exception failure) {
        inFlight = false;
        if (failure == null) {
            failures = 0;
            offsets.acknowledged(committed);
        } else if (++failures == FAILURES_TO_LOG) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(failure))
                    .log("Offsets cannot be committed, which is retried");
        }
    }

    /**
     * Commits positions of partitions that come or go, and waits for that, within bounds.
     *
     * @throws KafkaException if Kafka does not acknowledge the commit
     */
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> positions) {
        if (!positions.isEmpty()) {
            consumer.commitSync(positions, MAX_WAIT);
            offsets.acknowledged(positions);
        }
    }
}
