package org.sessiontoken.faults.checker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topics from where it began to their ends, with a plain consumer: none of the product's code takes part. It may be asked again, and then has read on.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final TopicRecords records = new TopicRecords();

    /** Begins at the beginning of the topics. */
    public TopicReader(String bootstrapServers) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "auto.offset.reset",
                        "none",
                        "enable.auto.commit",
                        false,
                        "reconnect.backoff.max.ms",
                        500,
                        "default.api.timeout.ms",
                        (int) PATIENCE.toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** All that was written until now. */
    public TopicContents read() {
        readOn();
        return records.contents();
    }

    private void readOn() {
        List<TopicPartition> partitions = partitions();
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        consumer.assign(partitions);
        partitions.forEach(partition ->
                consumer.seek(partition, positions.getOrDefault(partition, starts.getOrDefault(partition, 0L))));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(records::take);
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the topics cannot be read to their ends in " + PATIENCE);
            }
        }
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.listTopics().forEach((topic, parts) -> {
            if (TopicRecords.include(topic)) {
                parts.forEach(part -> partitions.add(new TopicPartition(topic, part.partition())));
            }
        });
        return partitions;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
