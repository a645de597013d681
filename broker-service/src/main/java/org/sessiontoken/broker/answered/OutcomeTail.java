package org.sessiontoken.broker.answered;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.EventId;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions that there are questions about, up to their ends. Of a record it looks at the headers with the type and
 * the ID. What cannot be decoded is passed over: it is no outcome that this broker could have written. For one thread, but for
 * {@link #wakeUp()}.
 */
final class OutcomeTail implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeTail.class);

    /** Kafka answers within milliseconds otherwise; a failure is retried. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);

    private static final int MAX_IDS = 100_000;

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final Map<TopicPartition, PartitionQuestions> partitions = new HashMap<>();

    OutcomeTail(Consumer<byte[], byte[]> consumer, Supplier<Consumer<byte[], byte[]>> singles) {
        this.consumer = consumer;
        this.reader = new SkippingReader(consumer, singles, new Records());
    }

    void add(Question question) {
        OutcomePlace place = question.place();
        List<TopicPartition> all = partitionsOf(place.topic());
        // A partition that is gone cannot be asked; whoever writes an outcome for it finds another one.
        List<TopicPartition> asked = place.partition()
                .map(partition -> new TopicPartition(place.topic(), partition))
                .filter(all::contains)
                .map(List::of)
                .orElse(all);
        question.ask(asked.size());
        asked.forEach(partition -> partitions
                .computeIfAbsent(partition, none -> new PartitionQuestions(MAX_IDS))
                .add(question));
    }

    private List<TopicPartition> partitionsOf(String topic) {
        @Nullable List<PartitionInfo> known = consumer.partitionsFor(topic, MAX_WAIT);
        return known == null
                ? List.of()
                : known.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    /** Reads on for the questions that were added, and answers those that can be answered. */
    void read(Duration timeout) {
        ask();
        answer();
        List<TopicPartition> waiting = waiting();
        if (!waiting.isEmpty()) {
            pauseAllBut(waiting);
            reader.poll(timeout);
            answer();
        }
    }

    private void answer() {
        waiting().forEach(partition -> of(partition).readUpTo(consumer.position(partition)));
    }

    private PartitionQuestions of(TopicPartition partition) {
        return Objects.requireNonNull(partitions.get(partition), "a partition that nobody asked about");
    }

    private void ask() {
        Set<TopicPartition> asked = new HashSet<>();
        Map<TopicPartition, Long> restarted = new HashMap<>();
        partitions.forEach((partition, questions) -> {
            if (questions.hasAdded()) {
                asked.add(partition);
                if (questions.mustRestart()) {
                    restarted.put(partition, questions.restart());
                }
            }
        });
        if (asked.isEmpty()) {
            return;
        }
        // The ends first: a topic that cannot be read says so here.
        Map<TopicPartition, Long> ends = consumer.endOffsets(asked, MAX_WAIT);
        if (!restarted.isEmpty()) {
            consumer.assign(partitions.keySet());
            Map<TopicPartition, OffsetAndTimestamp> firsts = consumer.offsetsForTimes(restarted, MAX_WAIT);
            restarted.keySet().forEach(partition -> {
                @Nullable OffsetAndTimestamp first = firsts.get(partition);
                consumer.seek(partition, first == null ? Objects.requireNonNull(ends.get(partition)) : first.offset());
            });
            reader.assigned(restarted.keySet());
        }
        ends.forEach((partition, end) -> of(partition).ask(end));
    }

    private void pauseAllBut(Collection<TopicPartition> waiting) {
        Set<TopicPartition> rest = new HashSet<>(consumer.assignment());
        rest.removeAll(waiting);
        consumer.pause(rest);
        consumer.resume(waiting);
    }

    private List<TopicPartition> waiting() {
        return partitions.keySet().stream()
                .filter(partition -> of(partition).isWaiting())
                .toList();
    }

    void wakeUp() {
        reader.wakeUp();
    }

    @Override
    public void close() {
        try {
            consumer.close();
        } finally {
            reader.close();
        }
    }

    private final class Records implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            if (SignOnReplyCodec.isReply(record.headers())) {
                // A requestor may give a sign-on the ID of a request, which is not answered by that.
                return;
            }
            PartitionQuestions questions = of(new TopicPartition(record.topic(), record.partition()));
            EventId.of(record.headers()).ifPresent(id -> questions.read(id, record.timestamp()));
        }

        @Override
        public void passOver(UndecodableRecords records) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, records.partition().topic())
                    .addKeyValue(LogKeys.PARTITION, records.partition().partition())
                    .addKeyValue(LogKeys.OFFSET, records.firstOffset())
                    .addKeyValue(LogKeys.LAST_OFFSET, records.lastOffset())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(records.cause()))
                    .log("Records cannot be decoded where outcomes are looked for: they are passed over");
        }
    }
}
