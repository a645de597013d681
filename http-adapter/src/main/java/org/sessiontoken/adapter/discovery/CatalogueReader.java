package org.sessiontoken.adapter.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of the catalogue once from its beginning, and then follows it. It has a consumer of its own.
 *
 * <p>For one thread. {@link #open()} comes first; each {@link #poll()} then reads further.
 */
final class CatalogueReader {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueReader.class);

    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Catalogue catalogue;
    private final ObservedTopic topic;
    private final CatalogueEntries entries = new CatalogueEntries();

    private Map<TopicPartition, Long> endOffsets = Map.of();
    private boolean published;

    /** @param topic the topic that it reads, as Kafka describes it */
    CatalogueReader(Consumer<byte[], byte[]> consumer, Catalogue catalogue, ObservedTopic topic) {
        this.consumer = consumer;
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
        endOffsets = consumer.endOffsets(partitions);
    }

    /** Reads further. */
    void poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
        records.forEach(this::apply);
        if (!published && isAtEnd()) {
            catalogue.publish(entries);
            published = true;
            LOG.atInfo().addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES).log("Catalogue read");
        }
    }

    /** Makes a {@link #poll()} of another thread, or the next one, throw a {@code WakeupException}. */
    void wakeUp() {
        consumer.wakeup();
    }

    void close() {
        consumer.close();
    }

    private boolean isAtEnd() {
        return endOffsets.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            entries.apply(AuthServiceCodec.readKey(record), AuthServiceCodec.readEntry(record));
        } catch (UnreadableEventException unreadable) {
            logSkipped(record, unreadable.reason());
        }
    }

    private static void logSkipped(ConsumerRecord<byte[], byte[]> record, ReasonCode reason) {
        LOG.atWarn()
                .addKeyValue(LogKeys.REASON, reason.value())
                .addKeyValue(LogKeys.TOPIC, record.topic())
                .addKeyValue(LogKeys.PARTITION, record.partition())
                .addKeyValue(LogKeys.OFFSET, record.offset())
                .log("Catalogue record skipped");
    }
}
