package org.sessiontoken.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** Reads what is on topics, all of it. */
final class TopicReader {

    private final String bootstrapServers;

    TopicReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(Pattern.compile(Pattern.quote(topic)));
    }

    /** Reads all topics whose names match, as whoever may read all of them does. */
    List<ConsumerRecord<byte[], byte[]>> read(Pattern topics) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(info -> topics.matcher(info.topic()).matches())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    /** Waits until a topic has as many records of a kind, and returns them. */
    List<ConsumerRecord<byte[], byte[]>> await(
            String topic, int count, Predicate<ConsumerRecord<byte[], byte[]>> kind) {
        return await(Pattern.compile(Pattern.quote(topic)), count, kind);
    }

    /** Waits until the topics whose names match have as many records of a kind, and returns them. */
    List<ConsumerRecord<byte[], byte[]>> await(
            Pattern topics, int count, Predicate<ConsumerRecord<byte[], byte[]>> kind) {
        return Awaitility.await(count + " records on " + topics)
                .atMost(Duration.ofSeconds(30))
                .until(() -> read(topics).stream().filter(kind).toList(), found -> found.size() >= count);
    }

    List<String> topics() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return List.copyOf(consumer.listTopics().keySet());
        }
    }
}
