package org.sessiontoken.kafka.reading;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls a consumer, and passes over what it cannot decode.
 *
 * <p>When a poll fails and no passing failure of Kafka explains it, a second consumer, which belongs to no group, reads the
 * assigned partitions record by record from where they stand. The first record that it cannot decode either is passed over,
 * with what follows it in its batch, and the first consumer goes on behind it. If the second consumer can decode everything,
 * no record was the cause, and the failure is thrown: except for an {@link Error}, since records that do not fit into the
 * memory together may do so one after the other.
 *
 * <p>An error such as an {@link OutOfMemoryError} may have moved the positions of records that nobody received, so all
 * partitions are first set back to the last record that was received.
 *
 * <p>The consumer belongs to its caller, who assigns partitions or subscribes, commits and closes. For one thread, but for
 * {@link #wakeUp()}.
 */
public final class SkippingReader implements AutoCloseable {

    /** How many records a poll returns: they are in memory at once, and a small batch may unpack to large records. */
    private static final int MAX_POLL_RECORDS = 16;

    /** How many records of a partition are read one by one: more than a poll returns, one of which is the cause. */
    private static final int MAX_SINGLE_RECORDS = 64;

    /** What all partitions together may occupy in a fetch, still compressed. */
    private static final int MAX_FETCH_BYTES = 8 * 1024 * 1024;

    /** Properties for the consumer that is polled: they bound what it holds in memory at once. */
    public static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            MAX_POLL_RECORDS,
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            MAX_FETCH_BYTES);

    private final Consumer<byte[], byte[]> consumer;
    private final SingleRecords singles;
    private final RecordReceiver receiver;

    /** The offset of the next record that the receiver is to get. */
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * A reader that has not polled yet.
     *
     * @param consumer the consumer that is polled
     * @param singles makes a consumer for reading record by record; see {@link #singleRecordSettings(Map)}
     * @param receiver gets what is read; if it throws, the rest of that poll is lost, and the caller has to begin anew
     */
    public SkippingReader(
            Consumer<byte[], byte[]> consumer, Supplier<Consumer<byte[], byte[]>> singles, RecordReceiver receiver) {
        this.consumer = consumer;
        this.singles = new SingleRecords(singles);
        this.receiver = receiver;
    }

    /** The properties of the second consumer, made from those of the first. */
    public static Map<String, Object> singleRecordSettings(Map<String, Object> settings) {
        return SingleRecords.settings(settings);
    }

    /**
     * Notes where partitions begin. Must be called once they are assigned and their positions are set: after
     * {@code assign} and {@code seek}, or by the listener of a rebalance.
     */
    public void assigned(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
    }

    /**
     * Polls once, and gives the receiver what has arrived or was passed over.
     *
     * @return whether there was anything
     */
    public boolean poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(timeout);
        } catch (Throwable failure) {
            if (PassingFailures.include(failure) || !readPast(failure)) {
                throw failure;
            }
            return true;
        }
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                receive(partition, record);
            }
        }
        return !records.isEmpty();
    }

    private void receive(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        next.put(partition, record.offset() + 1);
        receiver.receive(record);
    }

    /**
     * Reads on record by record until one that cannot be decoded is passed over.
     *
     * @return whether reading goes on: the cause is passed over, or was an {@link Error} at records that can be read singly
     */
    private boolean readPast(Throwable failure) {
        next.keySet().retainAll(consumer.assignment());
        next.forEach(consumer::seek);
        boolean received = false;
        for (TopicPartition partition : suspects(failure)) {
            long from = nextOf(partition);
            Optional<UndecodableRecords> undecodable =
                    singles.read(partition, from, MAX_SINGLE_RECORDS, record -> receive(partition, record));
            received |= nextOf(partition) > from;
            undecodable.ifPresent(gap -> next.put(partition, gap.nextOffset()));
            consumer.seek(partition, nextOf(partition));
            if (undecodable.isPresent()) {
                receiver.passOver(undecodable.get());
                return true;
            }
        }
        return received && failure instanceof Error;
    }

    private long nextOf(TopicPartition partition) {
        return Objects.requireNonNull(next.get(partition), "a partition that was not assigned");
    }

    /** All partitions, the one that the failure's message names first. The message decides nothing but the order. */
    private List<TopicPartition> suspects(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return next.keySet().stream()
                .sorted(Comparator.comparing(partition -> !message.contains(partition + ".")))
                .toList();
    }

    /** Makes a {@link #poll} of another thread, or the next one, throw a {@code WakeupException}. */
    public void wakeUp() {
        consumer.wakeup();
        singles.wakeUp();
    }

    /** Closes the second consumer; the first one is the caller's. */
    @Override
    public void close() {
        singles.close();
    }
}
