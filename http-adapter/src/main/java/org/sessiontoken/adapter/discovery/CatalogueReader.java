package org.sessiontoken.adapter.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Reads the topic of the catalogue once from its beginning, and then follows it. It has a consumer of its own.
 *
 * <p>For one thread. {@link #open()} comes first; each {@link #poll()} then reads further.
 */
final class CatalogueReader {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueReader.class);

    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final SkippingReader reader;
    private final Catalogue catalogue;
    private final ObservedTopic topic;
    private final CatalogueEntries entries = new CatalogueEntries();

    private Map<TopicPartition, Long> endOffsets = Map.of();
    private boolean published;

    /**
     * A reader that has not read yet.
     *
     * @param singles creates a consumer that finds the end of what the first one cannot decode
     * @param topic the topic that it reads, as Kafka describes it
     */
    CatalogueReader(
            Consumer<byte[], byte[]> consumer,
            Supplier<Consumer<byte[], byte[]>> singles,
            Catalogue catalogue,
            ObservedTopic topic) {
        this.consumer = consumer;
        this.reader = new SkippingReader(consumer, singles, new Entries());
        this.catalogue = catalogue;
        this.topic = topic;
    }

    /** Whether this is still the topic that it reads, with the same partitions. */
    boolean reads(ObservedTopic now) {
        return topic.id().equals(now.id()) && topic.partitions() == now.partitions();
    }

    /** Seeks to the beginning of the topic. */
    void open() {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.AUTH_SERVICES, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        reader.assigned(partitions);
        endOffsets = consumer.endOffsets(partitions);
    }

    /** Reads further. */
    void poll() {
        reader.poll(POLL_TIMEOUT);
        if (!published && isAtEnd()) {
            catalogue.publish(entries);
            published = true;
            LOG.atInfo().addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES).log("Catalogue read");
        }
    }

    /** Makes a {@link #poll()} of another thread, or the next one, throw a {@code WakeupException}. */
    void wakeUp() {
        reader.wakeUp();
    }

    void close() {
        try (SkippingReader closedLast = reader) {
            consumer.close();
        }
    }

    private boolean isAtEnd() {
        return endOffsets.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Applies what is read to the entries, as far as it can be read. */
    private final class Entries implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            try {
                entries.apply(AuthServiceCodec.readKey(record), AuthServiceCodec.readEntry(record));
            } catch (UnreadableEventException unreadable) {
                skipped(record.partition(), record.offset())
                        .addKeyValue(LogKeys.REASON, unreadable.reason().value())
                        .log("Catalogue record skipped");
            }
        }

        @Override
        public void passOver(UndecodableRecords records) {
            skipped(records.partition().partition(), records.firstOffset())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(records.cause()))
                    .log("Catalogue records that cannot be decoded are skipped");
        }

        private LoggingEventBuilder skipped(int partition, long offset) {
            return LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES)
                    .addKeyValue(LogKeys.PARTITION, partition)
                    .addKeyValue(LogKeys.OFFSET, offset);
        }
    }
}
