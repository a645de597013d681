package org.sessiontoken.broker.authservice;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the catalogue topic agree with the directory: writes the auth services that are missing or different, and removes
 * those that are not configured any more. What the topic has already is not written again, however often an instance starts.
 *
 * <p>One run reads the topic, writes the difference, and ends when Kafka has it. The next run begins when it is woken.
 */
final class CataloguePublisher implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(CataloguePublisher.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MAX_EMPTY_POLLS = 50;
    private static final Duration MAX_WRITE = Duration.ofSeconds(30);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Consumer<byte[], byte[]>> singleRecords;
    private final Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher;
    private final Clock clock;
    private final AuthServiceDirectory directory;

    private volatile @Nullable SkippingReader reading;
    private volatile @Nullable CompletableFuture<Void> writing;

    /**
     * A publication of the directory.
     *
     * @param consumers makes consumers without a group
     * @param singleRecords makes consumers without a group that read record by record
     * @param publisher writes a record, and completes when Kafka has it
     */
    CataloguePublisher(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Consumer<byte[], byte[]>> singleRecords,
            Function<ProducerRecord<byte[], byte[]>, CompletionStage<Void>> publisher,
            Clock clock,
            AuthServiceDirectory directory) {
        this.consumers = consumers;
        this.singleRecords = singleRecords;
        this.publisher = publisher;
        this.clock = clock;
        this.directory = directory;
    }

    @Override
    public Duration run() throws Exception {
        AuthServices services = directory.current();
        Map<Key, Optional<AuthServiceDescribed>> published = read();
        List<ProducerRecord<byte[], byte[]>> changes = new ArrayList<>();
        for (AuthServices.Configured configured : services.all()) {
            AuthServiceDescribed description = configured.service().description();
            Optional<AuthServiceDescribed> before =
                    published.remove(configured.service().key());
            if (before == null || !before.equals(Optional.of(description))) {
                changes.add(AuthServiceCodec.write(description, clock.instant()));
            }
        }
        published.keySet().forEach(key -> changes.add(AuthServiceCodec.writeRemoval(key)));
        write(changes);
        LOG.atInfo()
                .addKeyValue(LogKeys.AUTH_SERVICES, services.all().size())
                .addKeyValue(LogKeys.REMOVED, published.size())
                .log("Published the catalogue");
        return UNTIL_WOKEN;
    }

    private void write(List<ProducerRecord<byte[], byte[]>> changes) throws Exception {
        CompletableFuture<Void> all = CompletableFuture.allOf(changes.stream()
                .map(change -> publisher.apply(change).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
        writing = all;
        all.get(MAX_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void cancel() {
        SkippingReader reader = reading;
        if (reader != null) {
            reader.wakeUp();
        }
        CompletableFuture<Void> writes = writing;
        if (writes != null) {
            writes.cancel(false);
        }
    }

    /** The content of the topic. An entry that cannot be read has no description, and is therefore replaced. */
    private Map<Key, Optional<AuthServiceDescribed>> read() {
        Map<Key, Optional<AuthServiceDescribed>> entries = new HashMap<>();
        try (Consumer<byte[], byte[]> consumer = consumers.get();
                SkippingReader reader = new SkippingReader(consumer, singleRecords, new Content(entries))) {
            reading = reader;
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            reader.assigned(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            int emptyPolls = 0;
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                emptyPolls = reader.poll(POLL) ? 0 : emptyPolls + 1;
                if (emptyPolls > MAX_EMPTY_POLLS) {
                    throw new TimeoutException("the topic " + Topics.AUTH_SERVICES + " could not be read to its end");
                }
            }
            return entries;
        } finally {
            reading = null;
        }
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.AUTH_SERVICES).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("the topic " + Topics.AUTH_SERVICES + " does not exist yet");
        }
        return partitions;
    }

    /** The entries by key, of which the newest record counts. */
    private record Content(Map<Key, Optional<AuthServiceDescribed>> entries) implements RecordReceiver {

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            try {
                Key key = AuthServiceCodec.readKey(record);
                if (record.value() == null) {
                    entries.remove(key);
                } else {
                    entries.put(key, entry(record));
                }
            } catch (UnreadableEventException foreign) {
                // The key names no auth service, so nobody looks it up. The record is left to its writer.
            }
        }

        /** Whichever entries these records were, those that are configured are written again. */
        @Override
        public void passOver(UndecodableRecords records) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TOPIC, records.partition().topic())
                    .addKeyValue(LogKeys.PARTITION, records.partition().partition())
                    .addKeyValue(LogKeys.OFFSET, records.firstOffset())
                    .addKeyValue(LogKeys.LAST_OFFSET, records.lastOffset())
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(records.cause()))
                    .log("Records of the catalogue cannot be decoded and are passed over");
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
