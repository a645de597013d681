package org.sessiontoken.kafka.reading;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a partition record by record, with a consumer of its own that is opened when it is first needed. For one thread, but
 * for {@link #wakeUp()}.
 */
final class SingleRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private volatile @Nullable Consumer<byte[], byte[]> open;

    SingleRecords(Supplier<Consumer<byte[], byte[]>> consumers) {
        this.consumers = consumers;
    }

    static Map<String, Object> settings(Map<String, Object> settings) {
        Map<String, Object> single = new HashMap<>(settings);
        single.remove(ConsumerConfig.GROUP_ID_CONFIG);
        single.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        single.computeIfPresent(ConsumerConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-single-records");
        single.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        single.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        single.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        single.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // Less than a batch: Kafka then sends a single one, however large it is.
        single.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
        single.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        return single;
    }

    /**
     * Reads on until a record cannot be decoded, the partition ends, or enough is read.
     *
     * @param from the offset of the first record that is read
     * @param maxRecords how many records are read
     * @param receiver receives each record that can be decoded
     * @return the records that cannot be decoded, if there are any
     */
    Optional<UndecodableRecords> read(
            TopicPartition partition,
            long from,
            int maxRecords,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
        SinglePartition records = new SinglePartition(opened(), partition);
        long offset = from;
        for (int i = 0; i < maxRecords && offset < records.end(); i++) {
            Attempt attempt = records.attempt(offset);
            if (attempt.failure() != null) {
                return Optional.of(new UndecodableRecords(
                        partition, attempt.offset(), records.nextDecodable(attempt.offset()), attempt.failure()));
            }
            if (attempt.record() == null) {
                return Optional.empty();
            }
            receiver.accept(attempt.record());
            offset = attempt.offset() + 1;
        }
        return Optional.empty();
    }

    private Consumer<byte[], byte[]> opened() {
        Consumer<byte[], byte[]> now = open;
        if (now == null) {
            now = consumers.get();
            open = now;
        }
        return now;
    }

    void wakeUp() {
        Consumer<byte[], byte[]> now = open;
        if (now != null) {
            now.wakeup();
        }
    }

    @Override
    public void close() {
        Consumer<byte[], byte[]> now = open;
        open = null;
        if (now != null) {
            now.close();
        }
    }

    /**
     * How it ended to read one record.
     *
     * @param offset the record's; where nothing was found, the end of the partition
     */
    private record Attempt(
            long offset,
            @Nullable ConsumerRecord<byte[], byte[]> record,
            @Nullable Throwable failure) {}

    /** The records of one partition up to the end that it has now. */
    private static final class SinglePartition {

        /** So many offsets are tried one by one; in a larger batch the end is searched. */
        private static final int MAX_SINGLE_STEPS = 64;

        private final Consumer<byte[], byte[]> consumer;
        private final TopicPartition partition;
        private final long end;

        SinglePartition(Consumer<byte[], byte[]> consumer, TopicPartition partition) {
            this.consumer = consumer;
            this.partition = partition;
            consumer.assign(List.of(partition));
            this.end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            consumer.assign(List.of());
        }

        long end() {
            return end;
        }

        /** Reads the record at an offset, or the first one after it. A record is undecodable if it fails twice. */
        Attempt attempt(long offset) {
            Attempt first = readAt(offset);
            return first.failure() == null ? first : readAfresh(offset);
        }

        private Attempt readAfresh(long offset) {
            // The consumer remembers a failure, and throws it again without trying, until it loses the partition.
            consumer.assign(List.of());
            return readAt(offset);
        }

        private Attempt readAt(long offset) {
            try {
                if (consumer.assignment().isEmpty()) {
                    consumer.assign(List.of(partition));
                    consumer.seek(partition, offset);
                }
                return read();
            } catch (Throwable failure) {
                if (PassingFailures.include(failure)) {
                    throw failure;
                }
                return new Attempt(consumer.position(partition), null, failure);
            }
        }

        private Attempt read() {
            long start = System.nanoTime();
            while (consumer.position(partition) < end) {
                ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
                if (!found.isEmpty()) {
                    ConsumerRecord<byte[], byte[]> record = found.iterator().next();
                    return new Attempt(record.offset(), record, null);
                }
                if (System.nanoTime() - start > MAX_WAIT.toNanos()) {
                    throw new TimeoutException("Kafka sends no record of " + partition + " although there is one");
                }
            }
            return new Attempt(end, null, null);
        }

        /**
         * The first offset after a record that cannot be decoded at which reading goes on, at most the end.
         *
         * <p>Whatever follows the record in its batch cannot be decoded either, and how long the batch is, nobody tells. So the
         * next offsets are tried one by one, and then in steps that double; the last step is halved again and again. Were there
         * another such batch, as large, soon after this one, the good records between them would be passed over, too.
         */
        long nextDecodable(long undecodable) {
            long bad = undecodable;
            long step = 1;
            long good = end;
            while (bad + step < end) {
                long tried = bad + step;
                if (isDecodable(tried)) {
                    good = tried;
                    break;
                }
                bad = tried;
                step = bad - undecodable < MAX_SINGLE_STEPS ? 1 : step * 2;
            }
            while (good - bad > 1) {
                long middle = bad + (good - bad) / 2;
                if (isDecodable(middle)) {
                    good = middle;
                } else {
                    bad = middle;
                }
            }
            return good;
        }

        private boolean isDecodable(long offset) {
            return readAfresh(offset).failure() == null;
        }
    }
}
