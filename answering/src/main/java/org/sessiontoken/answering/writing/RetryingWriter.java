package org.sessiontoken.answering.writing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.sessiontoken.background.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events, each on the thread of its caller at first. What Kafka does not take is sent again by the background task
 * that runs this step, until Kafka acknowledges it, will never take it, its time is over, or the writer is closed.
 *
 * <p>A run fails while Kafka does not take the events, so that the task logs an outage once and waits longer and longer.
 *
 * <p>A topic is stalled while Kafka does not tell of it, because it is missing or Kafka cannot be reached. Then each attempt
 * blocks until the producer gives up, so callers leave their events to the task, and the task tries only one of them.
 */
final class RetryingWriter implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingWriter.class);
    private static final Duration PERIOD = Duration.ofMillis(250);
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    /** With the pauses in between, for longer than a minute. */
    private static final int MAX_UNEXPLAINED = 40;

    private final ProducerConnection connection;
    private final Consumer<String> failureInTopic;
    private final KafkaTime time;
    private final Queue<PendingWrite> failed = new ConcurrentLinkedQueue<>();
    private final Set<PendingWrite> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> stalled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile long progressAt = System.nanoTime();
    private volatile boolean closed;

    // For the task's thread alone.
    private List<CompletableFuture<Void>> retries = new ArrayList<>();

    /** @param failureInTopic told the topic's name after each attempt that failed */
    RetryingWriter(ProducerConnection connection, Consumer<String> failureInTopic, KafkaTime time) {
        this.connection = connection;
        this.failureInTopic = failureInTopic;
        this.time = time;
    }

    /** @param until when the event is given up instead of being sent again, by Kafka's clock */
    CompletableFuture<WriteResult> write(ProducerRecord<byte[], byte[]> event, Optional<Instant> until) {
        PendingWrite write = new PendingWrite(event, until, acknowledged.get());
        if (pending.getAndIncrement() == 0) {
            progressAt = System.nanoTime();
        }
        if (stalled.contains(event.topic())) {
            retryLater(write);
        } else {
            send(write);
        }
        return write.result();
    }

    /** How many events are not acknowledged yet. */
    int pending() {
        return pending.get();
    }

    /** Whether events wait, and none has ended for this long. */
    boolean isStuckFor(Duration time) {
        return pending.get() > 0 && System.nanoTime() - progressAt > time.toNanos();
    }

    /** Whether Kafka does not tell of the topic, so that no event can be sent to it. */
    boolean isStalled(String topic) {
        return stalled.contains(topic);
    }

    @Override
    public Duration run() throws Exception {
        if (connection.replaceDead()) {
            LOG.error("The thread that sends events died: all that Kafka had not acknowledged is sent again");
            retries = new ArrayList<>();
            sent.removeIf(failed::add);
        }
        Set<String> tried = new HashSet<>();
        for (PendingWrite write : takeFailed()) {
            String topic = write.event().topic();
            if (write.isLate(time.instant())) {
                giveUp(write);
            } else if (tried.add(topic) || !stalled.contains(topic)) {
                readdress(write);
                retries.add(send(write));
            } else {
                retryLater(write);
            }
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

    /** The topic may have been made again, with fewer partitions: the event is not to wait for one that never comes. */
    private void readdress(PendingWrite write) {
        try {
            write.readdress(
                    connection.producer().partitionsFor(write.event().topic()).size());
        } catch (KafkaException unknown) {
            // The event stays as it is; sending it fails, too, and is retried.
        }
    }

    private List<PendingWrite> takeFailed() {
        List<PendingWrite> taken = new ArrayList<>();
        for (PendingWrite write = failed.poll(); write != null; write = failed.poll()) {
            taken.add(write);
        }
        return taken;
    }

    /** The result says how this attempt ends; it succeeds, too, if Kafka will never take the event. */
    private CompletableFuture<Void> send(PendingWrite write) {
        CompletableFuture<Void> attempt = new CompletableFuture<>();
        Thread caller = Thread.currentThread();
        AtomicBoolean unsent = new AtomicBoolean();
        sent.add(write);
        try {
            connection.producer().send(write.event(), (metadata, failure) -> {
                // On this thread the producer reports what it could not even send, for want of the topic or of room.
                unsent.set(failure != null && Thread.currentThread() == caller);
                if (failure == null) {
                    acknowledged(write, attempt, metadata);
                } else {
                    failed(write, attempt, failure);
                }
            });
        } catch (Throwable failure) {
            // Not only Kafka's own failures: the classes that the operator has plugged into the producer run here, too.
            unsent.set(true);
            failed(write, attempt, failure);
        }
        String topic = write.event().topic();
        if (unsent.get() && attempt.isCompletedExceptionally()) {
            stalled.add(topic);
        } else {
            stalled.remove(topic);
        }
        return attempt;
    }

    private void acknowledged(PendingWrite write, CompletableFuture<Void> attempt, RecordMetadata written) {
        sent.remove(write);
        acknowledged.incrementAndGet();
        time.acknowledged(written);
        end(write, result -> result.complete(WriteResult.WRITTEN));
        attempt.complete(null);
    }

    private void failed(PendingWrite write, CompletableFuture<Void> attempt, Throwable failure) {
        sent.remove(write);
        failureInTopic.accept(write.event().topic());
        if (closed) {
            end(write, result -> result.completeExceptionally(failure));
        } else if (isRefusal(write, failure)) {
            end(write, result -> result.complete(WriteResult.refused(failure)));
            attempt.complete(null);
        } else {
            retryLater(write);
            attempt.completeExceptionally(failure);
        }
    }

    /** Whether Kafka will never take the event. */
    private boolean isRefusal(PendingWrite write, Throwable failure) {
        return switch (WriteFailure.of(failure)) {
            case EVENT -> true;
            case PASSING -> false;
            case UNEXPLAINED ->
                write.addUnexplained() >= MAX_UNEXPLAINED && acknowledged.get() > write.acknowledgedBefore();
        };
    }

    private void retryLater(PendingWrite write) {
        failed.add(write);
        if (closed) {
            abandonFailed();
        }
    }

    private void end(PendingWrite write, Consumer<CompletableFuture<WriteResult>> completion) {
        progressAt = System.nanoTime();
        endOnce(write, completion);
    }

    /** That time has passed is no progress: Kafka has taken nothing. */
    private void giveUp(PendingWrite write) {
        endOnce(write, result -> result.complete(WriteResult.LATE));
    }

    /** An event that two producers were given, the first of which has died, ends once. */
    private void endOnce(PendingWrite write, Consumer<CompletableFuture<WriteResult>> completion) {
        if (!write.result().isDone()) {
            pending.decrementAndGet();
            completion.accept(write.result());
        }
    }

    /** Retries no more. An event that fails from now on is abandoned, and so is what had failed before. */
    void stopRetrying() {
        closed = true;
        abandonFailed();
    }

    private void abandonFailed() {
        for (PendingWrite write : takeFailed()) {
            end(write, result -> result.completeExceptionally(new IllegalStateException("the publisher is closed")));
        }
    }
}
