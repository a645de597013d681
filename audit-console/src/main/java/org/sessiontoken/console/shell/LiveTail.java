package org.sessiontoken.console.shell;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.IndexedTopics;
import org.sessiontoken.console.index.LogEnds;
import org.sessiontoken.console.index.StartPositions;
import org.sessiontoken.console.search.JoinedFlows;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.SkippingReader;

/** Reads what is written to the topics from now on, also to partitions and reply topics that are yet to be made. For one thread. */
final class LiveTail implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final JoinedFlows flows;
    private long lookedAt;
    private final Set<String> refused = new TreeSet<>();
    private boolean answers = true;

    LiveTail(Consumer<byte[], byte[]> consumer, Supplier<Consumer<byte[], byte[]>> singles, JoinedFlows flows) {
        this.consumer = consumer;
        this.flows = flows;
        this.reader = new SkippingReader(consumer, singles, flows);
    }

    /**
     * Goes to where reading begins.
     *
     * @param from from when on; null for now
     * @return the partitions that are read
     */
    Set<TopicPartition> open(@Nullable Instant from, Instant now) {
        Set<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            throw new NoTopicsException();
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> begins = new HashMap<>(ends);
        if (from != null) {
            LogEnds known = new LogEnds(now, ends, consumer.beginningOffsets(partitions), null);
            StartPositions.of(consumer, partitions, known, from)
                    .forEach((partition, position) -> begins.put(partition, position.to()));
        }
        consumer.assign(partitions);
        begins.forEach(consumer::seek);
        reader.assigned(partitions);
        lookedAt = System.nanoTime();
        return partitions;
    }

    private Set<TopicPartition> partitions() {
        return consumer.listTopics().entrySet().stream()
                .filter(topic -> IndexedTopics.include(topic.getKey()) && !refused.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
    }

    /** Reads on, and tells of what has come and of what has not come. */
    void poll() {
        try {
            reader.poll(POLL);
        } catch (TopicAuthorizationException refusal) {
            leaveOut(refusal);
        }
        flows.tellOverdue();
        if (System.nanoTime() - lookedAt > LOOK_NANOS) {
            look();
            lookedAt = System.nanoTime();
        }
    }

    private void leaveOut(TopicAuthorizationException refusal) {
        if (refusal.unauthorizedTopics().isEmpty()
                || refusal.unauthorizedTopics().contains(Topics.REQUESTS)) {
            throw refusal;
        }
        refused.addAll(refusal.unauthorizedTopics());
        Set<TopicPartition> left = consumer.assignment().stream()
                .filter(partition -> !refused.contains(partition.topic()))
                .collect(Collectors.toSet());
        consumer.assign(left);
        reader.assigned(left);
    }

    /** The reply topics that may not be read. */
    Set<String> refused() {
        return Set.copyOf(refused);
    }

    /** Whether Kafka has answered when it was asked last. */
    boolean answers() {
        return answers;
    }

    /** Reads new partitions, too, from their beginning. */
    private void look() {
        try {
            Set<TopicPartition> now = partitions();
            answers = true;
            Set<TopicPartition> added = new HashSet<>(now);
            added.removeAll(consumer.assignment());
            if (!added.isEmpty()) {
                consumer.assign(now);
                consumer.beginningOffsets(added).forEach(consumer::seek);
                reader.assigned(added);
            }
        } catch (TimeoutException silent) {
            answers = false;
        }
    }

    @Override
    public void close() {
        try (SkippingReader closedLast = reader) {
            consumer.close();
        }
    }
}
