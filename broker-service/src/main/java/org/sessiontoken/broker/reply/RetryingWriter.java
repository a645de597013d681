package org.sessiontoken.broker.reply;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.background.Step;

/**
 * Sends events, each on the thread of its caller at first. What Kafka does not take is sent again by the background task
 * that runs this step, until Kafka acknowledges it or the writer is closed.
 *
 * <p>A run fails while Kafka does not take the events, so that the task logs an outage once and waits longer and longer.
 */
final class RetryingWriter implements Step {

    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    private final ProducerConnection connection;
    private final Consumer<String> failureInTopic;
    private final Queue<PendingWrite> failed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final Map<String, Integer> replaced = new ConcurrentHashMap<>();
    private volatile boolean closed;

    // For the task's thread alone.
    private List<CompletableFuture<Void>> retries = new ArrayList<>();

    /** @param failureInTopic told the topic's name after each attempt that failed */
    RetryingWriter(ProducerConnection connection, Consumer<String> failureInTopic) {
        this.connection = connection;
        this.failureInTopic = failureInTopic;
    }

    CompletableFuture<Void> write(ProducerRecord<byte[], byte[]> event) {
        PendingWrite write = new PendingWrite(event, new CompletableFuture<>());
        pending.incrementAndGet();
        send(write);
        return write.written();
    }

    /** How many events are not acknowledged yet. */
    int pending() {
        return pending.get();
    }

    @Override
    public Duration run() throws Exception {
        for (PendingWrite write : takeFailed()) {
            retries.add(send(write));
        }
        try {
            CompletableFuture.allOf(retries.toArray(CompletableFuture[]::new))
                    .get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            // An attempt that is still open is looked at by the next run again; only one that has failed is sent again.
            retries.removeIf(CompletableFuture::isDone);
            throw failure;
        }
        retries = new ArrayList<>();
        return PERIOD;
    }

    private List<PendingWrite> takeFailed() {
        List<PendingWrite> taken = new ArrayList<>();
        for (PendingWrite write = failed.poll(); write != null; write = failed.poll()) {
            taken.add(write);
        }
        return taken;
    }

    /** The result says how this attempt ends. */
    private CompletableFuture<Void> send(PendingWrite write) {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        try {
            connection.producer().send(aimed(write.event()), (metadata, failure) -> {
                if (failure == null) {
                    end(write, () -> write.written().complete(null));
                    attempt.complete(null);
                } else {
                    retryLater(write, failure);
                    attempt.completeExceptionally(failure);
                }
            });
        } catch (Throwable failure) {
            // Not only Kafka's own failures: the classes that the operator has plugged into the producer run here, too.
            retryLater(write, failure);
            attempt.completeExceptionally(failure);
        }
        return attempt;
    }

    void topicReplaced(String topic, int partitions) {
        replaced.put(topic, partitions);
    }

    /** Leaves the partition to the producer if the topic was replaced by one that does not have it. */
    private ProducerRecord<byte[], byte[]> aimed(ProducerRecord<byte[], byte[]> event) {
        Integer partitions = replaced.get(event.topic());
        Integer partition = event.partition();
        return partitions == null || partition == null || partition < partitions
                ? event
                : new ProducerRecord<>(event.topic(), null, event.key(), event.value(), event.headers());
    }

    private void retryLater(PendingWrite write, Throwable failure) {
        failureInTopic.accept(write.event().topic());
        if (closed) {
            end(write, () -> write.written().completeExceptionally(failure));
            return;
        }
        failed.add(write);
        if (closed) {
            abandonFailed();
        }
    }

    private void end(PendingWrite write, Runnable completion) {
        pending.decrementAndGet();
        completion.run();
    }

    /** Retries no more. An event that fails from now on is abandoned, and so is what had failed before. */
    void stopRetrying() {
        closed = true;
        abandonFailed();
    }

    private void abandonFailed() {
        for (PendingWrite write : takeFailed()) {
            end(
                    write,
                    () -> write.written().completeExceptionally(new IllegalStateException("the publisher is closed")));
        }
    }
}
