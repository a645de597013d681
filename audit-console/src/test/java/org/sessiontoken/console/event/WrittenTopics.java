package org.sessiontoken.console.event;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

/** The topics on a real Kafka, as the programs that are not there would have written them. Record times are the writer's. */
public final class WrittenTopics implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final long LIMIT_SECONDS = 30;

    private final EmbeddedKafka kafka;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;

    private WrittenTopics(EmbeddedKafka kafka) {
        this.kafka = kafka;
        this.admin = Admin.create(connection());
        this.producer = new KafkaProducer<>(connection(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Starts Kafka and creates the topics, with two partitions each for requests and replies. */
    public static WrittenTopics start(Path folder) {
        WrittenTopics topics = empty(folder);
        topics.create(Topics.REQUESTS, PARTITIONS);
        topics.create(Topics.REPLIES_PREFIX + "http-adapter", PARTITIONS);
        topics.create(Topics.DEAD_LETTERS, 1);
        topics.create(Topics.AUTH_SERVICES, 1);
        topics.create(Topics.BREAKERS, 1);
        return topics;
    }

    /** Starts Kafka without any topic. */
    public static WrittenTopics empty(Path folder) {
        return new WrittenTopics(EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder)));
    }

    /** Connection properties of a client. */
    public Map<String, Object> connection() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    /** A reader as the console has it. */
    public EventReader reader() {
        return EventReader.of(connection(), "test-events", Duration.ofSeconds(LIMIT_SECONDS));
    }

    private void create(String topic, int partitions) {
        await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all());
    }

    /** Writes a record to a partition with this time, or the present one, and says where it is. */
    public EventPlace write(ProducerRecord<byte[], byte[]> record, int partition, @Nullable Instant time) {
        RecordMetadata written = await(producer.send(new ProducerRecord<>(
                record.topic(),
                partition,
                time == null ? null : time.toEpochMilli(),
                record.key(),
                record.value(),
                record.headers())));
        return new EventPlace(written.topic(), written.partition(), written.offset());
    }

    /** Has Kafka delete all records up to this one, as it does when their time is over. */
    public void deleteUpTo(EventPlace place) {
        await(admin.deleteRecords(Map.of(
                        new TopicPartition(place.topic(), place.partition()),
                        RecordsToDelete.beforeOffset(place.offset() + 1)))
                .all());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** An admin client of this Kafka. */
    public Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        kafka.close();
    }
}
