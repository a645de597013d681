package org.sessiontoken.console.board;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Follows the small topics from their beginning: the catalogue, the breakers' changes and the dead letters. After a failure it
 * begins anew. Topics and partitions that are added later are found within half a minute.
 */
final class TopicFollower implements Step {

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);
    private static final Duration MAX_WAIT_FOR_ENDS = Duration.ofSeconds(2);
    private static final long ASK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final List<String> TOPICS = List.of(Topics.AUTH_SERVICES, Topics.BREAKERS, Topics.DEAD_LETTERS);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singles;
    private final PublishedServices catalogue;
    private final Breakers breakers;
    private final RecentLetters letters;
    private final Clock clock;

    private volatile @Nullable SkippingReader reader;

    // For the task's thread alone.
    private @Nullable Consumer<byte[], byte[]> consumer;
    private List<TopicPartition> followed = List.of();
    private long lookedAt;
    private @Nullable Ends awaited;
    private long askedAt;

    /** Where the topics ended at a time. */
    private record Ends(Instant asked, Map<TopicPartition, Long> offsets) {

        boolean areReached(Consumer<byte[], byte[]> consumer) {
            return offsets.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        }
    }

    TopicFollower(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singles,
            PublishedServices catalogue,
            Breakers breakers,
            RecentLetters letters,
            Clock clock) {
        this.consumers = consumers;
        this.singles = singles;
        this.catalogue = catalogue;
        this.breakers = breakers;
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public Duration run() {
        Consumer<byte[], byte[]> open = consumer == null ? consumers.get() : consumer;
        consumer = open;
        if (reader == null || followed.isEmpty() || System.nanoTime() - lookedAt > LOOK_AGAIN_NANOS) {
            lookedAt = System.nanoTime();
            follow(open);
        }
        SkippingReader now = reader;
        if (now == null || followed.isEmpty()) {
            return POLL;
        }
        now.poll(POLL);
        noteHowFar(open);
        return Duration.ZERO;
    }

    /** Kafka is asked where the topics end: that nothing comes does not say that there is nothing, since Kafka may be silent. */
    private void noteHowFar(Consumer<byte[], byte[]> open) {
        // A topic that was made anew may never reach the end that it had.
        if (System.nanoTime() - askedAt > (awaited == null ? ASK_AGAIN_NANOS : LOOK_AGAIN_NANOS)) {
            awaited = ends(open);
            askedAt = System.nanoTime();
        }
        Ends next = awaited;
        if (next != null && next.areReached(open)) {
            letters.readToTheEnd(next.asked());
            awaited = null;
        }
    }

    private @Nullable Ends ends(Consumer<byte[], byte[]> open) {
        Instant asked = clock.instant();
        try {
            return new Ends(asked, open.endOffsets(followed, MAX_WAIT_FOR_ENDS));
        } catch (TimeoutException silence) {
            // What was read stays, and the board says as of when it is.
            return null;
        }
    }

    private void follow(Consumer<byte[], byte[]> open) {
        List<TopicPartition> found = open.listTopics(MAX_WAIT).entrySet().stream()
                .filter(topic -> TOPICS.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (reader != null && List.copyOf(found).containsAll(followed) && followed.containsAll(found)) {
            return;
        }
        catalogue.clear();
        breakers.clear();
        letters.clear();
        SkippingReader made = new SkippingReader(open, singles, new Records());
        open.assign(found);
        open.seekToBeginning(found);
        made.assigned(found);
        followed = found;
        awaited = null;
        askedAt = System.nanoTime() - 2 * ASK_AGAIN_NANOS;
        SkippingReader old = reader;
        reader = made;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void cancel() {
        SkippingReader now = reader;
        if (now != null) {
            now.wakeUp();
        }
    }

    @Override
    public void release() {
        SkippingReader last = reader;
        Consumer<byte[], byte[]> open = consumer;
        reader = null;
        consumer = null;
        followed = List.of();
        awaited = null;
        try {
            if (last != null) {
                last.close();
            }
        } finally {
            if (open != null) {
                open.close();
            }
        }
    }

    private final class Records implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            switch (record.topic()) {
                case Topics.AUTH_SERVICES -> catalogue.receive(record);
                case Topics.BREAKERS -> breakers.receive(record);
                default -> letters.receive(record);
            }
        }

        /** Nothing that the broker could have written. */
        @Override
        public void passOver(UndecodableRecords records) {}
    }
}
