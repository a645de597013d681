package org.sessiontoken.adapter.discovery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
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
    private final CatalogueEntries entries = new CatalogueEntries();

    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> endOffsets = Map.of();
    private boolean published;

    CatalogueReader(Consumer<byte[], byte[]> consumer, Catalogue catalogue) {
        this.consumer = consumer;
        this.catalogue = catalogue;
    }

    /** Seeks to the beginning of the topic, and returns whether the topic exists. */
    boolean open() {
        partitions = partitions();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        endOffsets = consumer.endOffsets(partitions);
        return true;
    }

    /** Reads further, and returns whether this reader remains valid: it is not once the topic has other partitions. */
    boolean poll() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL_TIMEOUT);
        records.forEach(this::apply);
        if (!published && isAtEnd()) {
            catalogue.publish(entries);
            published = true;
            LOG.atInfo().addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES).log("Catalogue read");
        }
        return !records.isEmpty() || partitions().equals(partitions);
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

    private List<TopicPartition> partitions() {
        // Some releases of Kafka return null for a topic that does not exist.
        @Nullable List<PartitionInfo> known = consumer.partitionsFor(Topics.AUTH_SERVICES);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
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
