package org.sessiontoken.console.recording;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AccessCodec;
import org.sessiontoken.event.Accessed;

/**
 * Writes accesses, and answers once Kafka has them on all replicas that are in sync. The connection is opened when it is first
 * needed, and anew after a failure. Safe for all threads.
 */
public final class AccessRecorder implements AutoCloseable {

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration maxWait;
    private @Nullable Producer<byte[], byte[]> open;

    AccessRecorder(Supplier<Producer<byte[], byte[]>> producers, Duration maxWait) {
        this.producers = producers;
        this.maxWait = maxWait;
    }

    /**
     * Records an access. When this returns, Kafka has the event.
     *
     * @throws AccessNotRecordedException if it has not taken the event in time; it may take it later
     */
    public void record(Accessed access) throws AccessNotRecordedException {
        Producer<byte[], byte[]> producer = null;
        try {
            producer = connected();
            Future<RecordMetadata> written = producer.send(AccessCodec.write(access));
            written.get(maxWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException refused) {
            abandon(producer);
            throw new AccessNotRecordedException(refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AccessNotRecordedException(interrupted);
        }
    }

    private synchronized Producer<byte[], byte[]> connected() {
        Producer<byte[], byte[]> now = open;
        if (now == null) {
            now = producers.get();
            open = now;
        }
        return now;
    }

    /** The thread of a producer may have died in silence; a new one costs milliseconds. */
    private synchronized void abandon(@Nullable Producer<byte[], byte[]> failed) {
        if (failed != null && failed == open) {
            open = null;
            failed.close(Duration.ZERO);
        }
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close(maxWait);
            open = null;
        }
    }
}
