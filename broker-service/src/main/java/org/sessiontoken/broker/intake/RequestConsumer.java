package org.sessiontoken.broker.intake;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;

/**
 * Takes requests from their topic, starts work on each at once, and commits the offsets below the first one that is not done:
 * each request is processed at least once, and a slow one holds up no other. Records that cannot be decoded are set aside, and
 * consuming goes on behind them.
 *
 * <p>After a failure, or after a standstill of the process, a new Kafka consumer goes on from the committed offsets. It gets some
 * requests again, and processes those that have no outcome yet.
 */
final class RequestConsumer implements Step {

    private static final Duration POLL = Duration.ofMillis(100);

    private final ConsumerPair consumers;
    private final IntakeProperties properties;
    private final RecordWork work;
    private final IntakeMetrics metrics;
    private final UnfinishedRecords unfinished;
    private final Standstills standstills;
    private final DrainLimits drainLimits;
    private volatile boolean topicReplaced;
    private volatile @Nullable ConsumerSession session;
    private volatile boolean consuming;

    /**
     * A consumer that opens nothing before its first run.
     *
     * @param work processes the records
     * @param unfinished what is left of earlier sessions, of all consumers of this instance
     * @param drainLimits how long closing waits for records that are not done
     */
    RequestConsumer(
            ConsumerPair consumers,
            IntakeProperties properties,
            RecordWork work,
            IntakeMetrics metrics,
            UnfinishedRecords unfinished,
            Standstills standstills,
            DrainLimits drainLimits) {
        this.consumers = consumers;
        this.properties = properties;
        this.work = work;
        this.metrics = metrics;
        this.unfinished = unfinished;
        this.standstills = standstills;
        this.drainLimits = drainLimits;
    }

    @Override
    public Duration run() {
        if (topicReplaced) {
            topicReplaced = false;
            abandon();
        }
        ConsumerSession current = session;
        if (current == null) {
            current = new ConsumerSession(consumers, properties, work, metrics, unfinished, standstills, drainLimits);
            session = current;
            current.open();
        }
        if (current.poll(POLL)) {
            consuming = current.hasShare();
        } else {
            release();
        }
        return Duration.ZERO;
    }

    /**
     * Says that the topic was deleted and created again: the next run begins a new session, at the beginning of the new
     * topic. May be called by any thread.
     */
    void topicReplaced() {
        topicReplaced = true;
    }

    /** To be called when the process stood still, by any thread: whatever waits in the old session begins anew. */
    void stoodStill() {
        ConsumerSession current = session;
        if (current != null) {
            current.wakeUpIfStale();
        }
    }

    private void abandon() {
        ConsumerSession last = session;
        session = null;
        if (last != null) {
            last.abandon();
        }
    }

    @Override
    public void cancel() {
        ConsumerSession current = session;
        if (current != null) {
            current.wakeUp();
        }
    }

    @Override
    public void finish() {
        ConsumerSession current = session;
        if (current != null) {
            current.drain();
        }
    }

    @Override
    public void release() {
        consuming = false;
        ConsumerSession last = session;
        session = null;
        if (last != null) {
            last.close();
        }
    }

    /** Whether it is in its group and takes requests. */
    boolean isConsuming() {
        return consuming;
    }

    /** How many records have been started and are not done. */
    int unfinished() {
        ConsumerSession current = session;
        return current == null ? 0 : current.unfinished();
    }

    /** The largest distance, in offsets, between the first unfinished record of a partition and its newest record. */
    long uncommittedSpan() {
        ConsumerSession current = session;
        return current == null ? 0 : current.span();
    }

    /** How many records of its partitions wait to be taken. */
    long lag() {
        ConsumerSession current = session;
        return current == null ? 0 : current.lag().records();
    }

    /** How long the first of them has waited. */
    Duration lagAge() {
        ConsumerSession current = session;
        return current == null ? Duration.ZERO : current.lag().age();
    }
}
