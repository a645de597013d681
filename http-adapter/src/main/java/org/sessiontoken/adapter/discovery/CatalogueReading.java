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
 * One reading of the topic, from its beginning, with a consumer of its own.
 *
 * <p>Used by one thread. It begins with {@link #begin()}; each {@link #step()} then reads on.
 */
final class CatalogueReading {

    private static final Logger log = LoggerFactory.getLogger(CatalogueReading.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Catalogue catalogue;
    private final CatalogueEntries entries = new CatalogueEntries();

    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean told;

    CatalogueReading(Consumer<byte[], byte[]> consumer, Catalogue catalogue) {
        this.consumer = consumer;
        this.catalogue = catalogue;
    }

    /** Goes to the topic's beginning. Answers whether the topic is there. */
    boolean begin() {
        partitions = partitions();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
        return true;
    }

    /** Reads on. Answers whether this reading is still good, which it is not once the topic has other partitions. */
    boolean step() {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
        records.forEach(this::take);
        if (!told && isAtEnd()) {
            catalogue.tell(entries);
            told = true;
            log.atInfo().addKeyValue(LogKeys.TOPIC, Topics.AUTH_SERVICES).log("Catalogue read");
        }
        return !records.isEmpty() || partitions().equals(partitions);
    }

    private boolean isAtEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private List<TopicPartition> partitions() {
        // Null is what a consumer says of a topic that is not there, in some releases.
        @Nullable List<PartitionInfo> known = consumer.partitionsFor(Topics.AUTH_SERVICES);
        return known == null
                ? List.of()
                : known.stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            entries.apply(AuthServiceCodec.readKey(record), AuthServiceCodec.readEntry(record));
        } catch (UnreadableEventException unreadable) {
            skip(record, unreadable.reason());
        }
    }

    private static void skip(ConsumerRecord<byte[], byte[]> record, ReasonCode reason) {
        log.atWarn()
                .addKeyValue(LogKeys.REASON, reason.value())
                .addKeyValue(LogKeys.TOPIC, record.topic())
                .addKeyValue(LogKeys.PARTITION, record.partition())
                .addKeyValue(LogKeys.OFFSET, record.offset())
                .log("Catalogue record skipped");
    }
}
