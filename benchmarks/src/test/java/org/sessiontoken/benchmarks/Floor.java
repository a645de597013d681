package org.sessiontoken.benchmarks;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What Kafka alone costs: 600 bytes there and 600 bytes back, by way of a program that sends back what it reads. */
final class Floor implements AutoCloseable {

    static final String REQUESTS = "floor-requests";
    static final String REPLIES = "floor-replies";
    static final int VALUE_BYTES = 600;
    static final Duration POLL = Duration.ofMillis(100);

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    Floor(String bootstrapServers) {
        this.producer = producer(bootstrapServers);
        this.consumer = consumer(bootstrapServers, REPLIES);
    }

    private static KafkaProducer<byte[], byte[]> producer(String servers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static KafkaConsumer<byte[], byte[]> consumer(String servers, String topic) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        consumer.position(partitions.get(0));
        return consumer;
    }

    /** Keeps a number of round trips in flight. Each value begins with the time at which it was sent. */
    Load closed(int inFlight, Duration time) {
        Histogram latencies = Load.histogram();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int i = 0; i < inFlight; i++) {
            send();
        }
        int left = inFlight;
        long answered = 0;
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(POLL)) {
                long now = System.nanoTime();
                if (now >= end) {
                    left--;
                    continue;
                }
                latencies.recordValue(now - ByteBuffer.wrap(reply.value()).getLong());
                answered++;
                send();
            }
        }
        return new Load(latencies, Load.histogram(), Map.of(Load.OK, answered), time);
    }

    private void send() {
        byte[] value = new byte[VALUE_BYTES];
        ByteBuffer.wrap(value).putLong(System.nanoTime());
        producer.send(new ProducerRecord<>(REQUESTS, 0, null, value));
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }

    /** The other side: its arguments are where Kafka is, and the topics that it reads and writes. */
    static final class Echo {

        private Echo() {}

        public static void main(String[] args) {
            try (KafkaProducer<byte[], byte[]> producer = producer(args[0]);
                    KafkaConsumer<byte[], byte[]> consumer = consumer(args[0], args[1])) {
                System.out.println("echoing");
                while (!Thread.currentThread().isInterrupted()) {
                    for (ConsumerRecord<byte[], byte[]> request : consumer.poll(POLL)) {
                        producer.send(new ProducerRecord<>(args[2], 0, null, request.value()));
                    }
                }
            }
        }
    }
}
