package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * How many records of a consumer's partitions wait to be taken, and for how long the first of them has waited. The time comes
 * from when the consumer has learned of each end of a partition, since a record that was not read tells nothing. It is right to
 * within {@link #INTERVAL}, or a hundredth of a long wait, and goes on growing while nothing is taken, also by a consumer that stands still.
 *
 * <p>The consumer's thread looks; the figures are for all threads.
 */
final class RequestLag {

    static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Duration MAX_WAIT = Duration.ofMillis(200);
    private static final long NOTHING_WAITS = Long.MAX_VALUE;

    private final LongSupplier nanos;
    private final Map<TopicPartition, Ends> ends = new HashMap<>();
    private long lookedAt;
    private boolean looked;
    private volatile long records;
    private volatile long waitingSince = NOTHING_WAITS;

    /** @param nanos a clock that never goes back */
    RequestLag(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Looks at the partitions of the consumer, if that is due. It does not block, but for paused ones, of which Kafka is asked. */
    void look(Consumer<?, ?> consumer) {
        long now = nanos.getAsLong();
        if (looked && now - lookedAt < INTERVAL.toNanos()) {
            return;
        }
        looked = true;
        lookedAt = now;
        Set<TopicPartition> assigned = consumer.assignment();
        ends.keySet().retainAll(assigned);
        Map<TopicPartition, Long> endsOfPaused = endsOfPaused(consumer);
        long waiting = 0;
        long first = NOTHING_WAITS;
        for (TopicPartition partition : assigned) {
            OptionalLong fetched = consumer.currentLag(partition);
            if (fetched.isPresent()) {
                long position = consumer.position(partition);
                long lag = Math.max(fetched.getAsLong(), endsOfPaused.getOrDefault(partition, position) - position);
                waiting += lag;
                Ends known = ends.computeIfAbsent(partition, none -> new Ends());
                first = Math.min(first, known.firstWaiting(position, lag, now));
            }
        }
        records = waiting;
        waitingSince = first;
    }

    /** A paused partition is not fetched, so the consumer does not learn what comes. Empty if Kafka does not answer soon. */
    private static Map<TopicPartition, Long> endsOfPaused(Consumer<?, ?> consumer) {
        Set<TopicPartition> paused = consumer.paused();
        if (paused.isEmpty()) {
            return Map.of();
        }
        try {
            return consumer.endOffsets(paused, MAX_WAIT);
        } catch (TimeoutException slow) {
            return Map.of();
        } catch (WakeupException woken) {
            // It was meant for the poll.
            consumer.wakeup();
            return Map.of();
        }
    }

    /** How many records waited at the last look. */
    long records() {
        return records;
    }

    /** How long the first of them has waited by now; zero if none waits. */
    Duration age() {
        long since = waitingSince;
        return since == NOTHING_WAITS ? Duration.ZERO : Duration.ofNanos(Math.max(0, nanos.getAsLong() - since));
    }

    /** The end of a partition, and when it was first known to be there. */
    private record End(long offset, long knownAt) {}

    /** The ends of a partition beyond what was taken. Where there are many, each second one is left out from then on. */
    private static final class Ends {

        private static final int MAX = 256;

        private final Deque<End> known = new ArrayDeque<>();
        private long spacing;

        long firstWaiting(long position, long lag, long now) {
            while (!known.isEmpty() && known.getFirst().offset() <= position) {
                known.removeFirst();
            }
            if (known.isEmpty()) {
                spacing = 0;
            }
            if (lag > 0) {
                add(new End(position + lag, now));
            }
            return known.isEmpty() ? NOTHING_WAITS : known.getFirst().knownAt();
        }

        private void add(End end) {
            End last = known.peekLast();
            if (last != null && (last.offset() >= end.offset() || end.knownAt() - last.knownAt() < spacing)) {
                return;
            }
            known.addLast(end);
            if (known.size() == MAX) {
                spacing = Math.max(INTERVAL.toNanos(), spacing) * 2;
                thin();
            }
        }

        /** The first one stays. */
        private void thin() {
            Deque<End> kept = new ArrayDeque<>();
            boolean keep = true;
            for (End end : known) {
                if (keep) {
                    kept.addLast(end);
                }
                keep = !keep;
            }
            known.clear();
            known.addAll(kept);
        }
    }
}
