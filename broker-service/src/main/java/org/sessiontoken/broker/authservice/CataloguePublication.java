package org.sessiontoken.broker.authservice;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.sessiontoken.broker.reply.EventPublisher;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the catalogue topic say what is configured: adds and replaces what differs, and removes what is not configured
 * any more. What is there already is not written again, however often an instance starts.
 * It goes on trying, on a thread of its own, until that is so.
 */
final class CataloguePublication implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CataloguePublication.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_MS = 1_000;

    private final Map<String, Object> kafka;
    private final EventPublisher publisher;
    private final Clock clock;
    private final AuthServiceDirectory directory;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "catalogue-publication");
        thread.setDaemon(true);
        return thread;
    });

    CataloguePublication(
            Map<String, Object> connection, EventPublisher publisher, Clock clock, AuthServiceDirectory directory) {
        this.kafka = new HashMap<>(connection);
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        kafka.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.publisher = publisher;
        this.clock = clock;
        this.directory = directory;
    }

    /** Publishes what the directory says then. */
    void publishSoon() {
        executor.execute(this::publishUntilDone);
    }

    private void publishUntilDone() {
        try {
            publish(directory.current());
        } catch (KafkaException notNow) {
            LOG.atWarn()
                    .addKeyValue("cause", notNow.getClass().getSimpleName())
                    .log("The catalogue cannot be published now, trying again");
            executor.schedule(this::publishUntilDone, RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private void publish(AuthServices services) {
        Map<Key, Optional<AuthServiceDescribed>> published = read();
        for (AuthServices.Configured configured : services.all()) {
            AuthService service = configured.service();
            Optional<AuthServiceDescribed> before = published.remove(service.key());
            if (before == null || !before.equals(Optional.of(service.description()))) {
                publisher.publish(AuthServiceCodec.write(service.description(), clock.instant()));
            }
        }
        published.keySet().forEach(key -> publisher.publish(AuthServiceCodec.writeRemoval(key)));
        LOG.atInfo()
                .addKeyValue("authServices", services.all().size())
                .addKeyValue("removed", published.size())
                .log("Published the catalogue");
    }

    /** What the topic says now; an entry that cannot be read is there without its content, and so is replaced. */
    private Map<Key, Optional<AuthServiceDescribed>> read() {
        Map<Key, Optional<AuthServiceDescribed>> entries = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUTH_SERVICES).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(POLL).forEach(record -> take(record, entries));
            }
        }
        return entries;
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Map<Key, Optional<AuthServiceDescribed>> entries) {
        try {
            Key key = AuthServiceCodec.readKey(record);
            if (record.value() == null) {
                entries.remove(key);
            } else {
                entries.put(key, entry(record));
            }
        } catch (UnreadableEventException foreign) {
            // A key that names no auth service answers to nobody; it is left to who wrote it.
        }
    }

    private static Optional<AuthServiceDescribed> entry(ConsumerRecord<byte[], byte[]> record) {
        try {
            return AuthServiceCodec.readEntry(record);
        } catch (UnreadableEventException unreadable) {
            return Optional.empty();
        }
    }
}
