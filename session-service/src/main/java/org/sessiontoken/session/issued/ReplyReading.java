package org.sessiontoken.session.issued;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * A connection that reads all partitions of some reply topics. What cannot be read is passed over: nobody has a token from it. For one
 * thread, but for {@link #wakeUp()}.
 */
final class ReplyReading implements AutoCloseable {

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final ReplyPartitions partitions;
    private final IssuedTokens tokens;
    private final Duration maxTokenLife;
    private long lookedAt;
    private @Nullable Instant time;

    /**
     * A reading that has not begun.
     *
     * @param maxTokenLife how long a token can be redeemed after its record was written, whatever the record says
     */
    ReplyReading(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            ReplyPartitions partitions,
            IssuedTokens tokens,
            Duration maxTokenLife) {
        this.consumer = consumer;
        this.reader = new SkippingReader(consumer, singles, new Records());
        this.partitions = partitions;
        this.tokens = tokens;
        this.maxTokenLife = maxTokenLife;
    }

    /**
     * Follows the partitions that there are; looks for further ones once a second.
     *
     * @param since where partitions begin that have not been read before
     * @param positions where the others go on
     */
    void follow(Instant since, Map<TopicPartition, Long> positions) {
        if (!consumer.assignment().isEmpty() && System.nanoTime() - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = System.nanoTime();
        List<TopicPartition> all = partitions.all(consumer);
        Set<TopicPartition> added = new HashSet<>(all);
        added.removeAll(consumer.assignment());
        if (added.isEmpty()) {
            return;
        }
        consumer.assign(all);
        Map<TopicPartition, Long> starts = starts(added, since);
        added.forEach(partition -> consumer.seek(
                partition, positions.getOrDefault(partition, Objects.requireNonNull(starts.get(partition)))));
        reader.assigned(added);
    }

    private Map<TopicPartition, Long> starts(Set<TopicPartition> added, Instant since) {
        // The ends first: what is written between the two questions is read.
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.endOffsets(added, ReplyPartitions.MAX_WAIT));
        Map<TopicPartition, Long> times = new HashMap<>();
        added.forEach(partition -> times.put(partition, Math.max(0, since.toEpochMilli())));
        consumer.offsetsForTimes(times, ReplyPartitions.MAX_WAIT).forEach((partition, first) -> {
            if (first != null) {
                starts.put(partition, first.offset());
            }
        });
        return starts;
    }

    void poll(Duration timeout) {
        reader.poll(timeout);
    }

    /** The offset behind what was read of each partition. */
    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        consumer.assignment().forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** The latest time of a record that was read. */
    Optional<Instant> time() {
        return Optional.ofNullable(time);
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
            Instant appended = Instant.ofEpochMilli(record.timestamp());
            time = time == null || appended.isAfter(time) ? appended : time;
            try {
                if (ReplyCodec.isReply(record.headers())) {
                    add(record, ReplyCodec.read(record).reply());
                }
            } catch (UnreadableEventException unreadable) {
                // The requestor could not read it either.
            }
        }

        private void add(ConsumerRecord<byte[], byte[]> record, SessionTokenReplied reply) {
            if (reply.tokenHash() == null
                    || reply.tenantId() == null
                    || reply.authServiceId() == null
                    || reply.accountId() == null
                    || reply.expiresAt() == null) {
                return;
            }
            Instant last = Instant.ofEpochMilli(record.timestamp()).plus(maxTokenLife);
            tokens.add(
                    reply.tokenHash(),
                    new IssuedToken(
                            reply.tenantId(),
                            reply.authServiceId(),
                            reply.accountId(),
                            reply.expiresAt().isBefore(last) ? reply.expiresAt() : last));
        }

        @Override
        public void passOver(UndecodableRecords records) {
            // Nobody has read a token from them.
        }
    }
}
