package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from their topic on a thread of its own, starts work on each at once, and commits below the first one
 * that is not done: at least once, and a slow request holds up no other.
 *
 * <p>When more is unfinished than may be, it stops taking until there is room again, and stays in its group meanwhile.
 */
final class RequestConsumer implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestConsumer.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long COMMIT_EVERY_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final long RETRY_MS = 250;

    private final Map<String, Object> kafka;
    private final IntakeProperties properties;
    private final RequestDispatcher work;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean consuming;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    RequestConsumer(
            Map<String, Object> connection, IntakeProperties properties, RequestDispatcher work, String threadName) {
        this.kafka = SocketBuffers.ofTheSystem(connection);
        this.properties = properties;
        this.work = work;
        this.thread = new Thread(this, threadName);
        kafka.put(ConsumerConfig.GROUP_ID_CONFIG, properties.group());
        kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        kafka.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A request that came before the group's first member did is still answered, or refused as expired.
        kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        kafka.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        int sessionMs = Math.toIntExact(properties.sessionTimeout().toMillis());
        kafka.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, sessionMs);
        kafka.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, sessionMs / 3);
        kafka.put("reconnect.backoff.max.ms", 1_000);
    }

    void start() {
        thread.start();
    }

    /** Whether it is in its group and takes requests. */
    boolean isConsuming() {
        return consuming;
    }

    @Override
    public void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> connected =
                    new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = connected;
                consume(connected, new OffsetTracker());
            } catch (WakeupException | InterruptException closing) {
                closed = true;
            } catch (RuntimeException failure) {
                // Not only Kafka's own: whatever happens, an instance goes on consuming.
                LOG.atWarn()
                        .addKeyValue("cause", failure.getClass().getSimpleName())
                        .log("Requests cannot be taken, trying again: {}", failure.getMessage());
                pause();
            } finally {
                consuming = false;
                consumer = null;
            }
        }
    }

    private void consume(KafkaConsumer<byte[], byte[]> connected, OffsetTracker ledger) {
        work.awaitReplyTopic();
        connected.subscribe(List.of(Topics.REQUESTS), new CommitOnRevocation(connected, ledger));
        long committedAt = System.nanoTime();
        try {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : connected.poll(POLL)) {
                    OffsetTracker.Entry entry = ledger.start(record);
                    CompletionStage<Void> written = work.process(record);
                    written.thenRun(entry::done);
                }
                consuming = !connected.assignment().isEmpty()
                        || connected.groupMetadata().generationId() > 0;
                holdBack(connected, ledger);
                if (System.nanoTime() - committedAt > COMMIT_EVERY_NANOS) {
                    commit(connected, ledger);
                    committedAt = System.nanoTime();
                }
            }
        } catch (WakeupException closing) {
            closed = true;
        }
        finish(connected, ledger);
    }

    private static void commit(KafkaConsumer<byte[], byte[]> connected, OffsetTracker ledger) {
        Map<TopicPartition, OffsetAndMetadata> done = ledger.takeCommittable();
        if (!done.isEmpty()) {
            connected.commitAsync(done, null);
        }
    }

    private void holdBack(KafkaConsumer<byte[], byte[]> connected, OffsetTracker ledger) {
        if (ledger.unfinished() >= properties.maxUnfinished()) {
            connected.pause(connected.assignment());
        } else if (!connected.paused().isEmpty()) {
            connected.resume(connected.paused());
        }
    }

    /** Lets what was started end, so that another instance need not do it again, and leaves the group at once. */
    private void finish(KafkaConsumer<byte[], byte[]> connected, OffsetTracker ledger) {
        long end = System.nanoTime() + DRAIN.toNanos();
        connected.pause(connected.assignment());
        while (ledger.unfinished() > 0 && System.nanoTime() < end) {
            connected.poll(Duration.ofMillis(10));
        }
        connected.commitSync(ledger.takeCommittable(), LAST_COMMIT);
    }

    private void pause() {
        try {
            synchronized (this) {
                if (!closed) {
                    wait(RETRY_MS);
                }
            }
        } catch (InterruptedException interrupted) {
            closed = true;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Commits what is done before another instance goes on from there; what is not done it will do again, alike. */
    private record CommitOnRevocation(KafkaConsumer<byte[], byte[]> consumer, OffsetTracker ledger)
            implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.atInfo().addKeyValue("partitions", partitions.size()).log("Partitions assigned");
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> done = ledger.takeCommittable();
            if (!done.isEmpty()) {
                consumer.commitSync(done);
            }
            ledger.forget(partitions);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            ledger.forget(partitions);
        }
    }
}
