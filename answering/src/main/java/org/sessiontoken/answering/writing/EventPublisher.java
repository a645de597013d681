package org.sessiontoken.answering.writing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.StopPhases;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.RequestorName;
import org.springframework.context.SmartLifecycle;

/**
 * Writes events, each until Kafka has acknowledged it: an outcome that is not on the topic has no audit record.
 *
 * <p>What Kafka does not take is retried until the publisher is closed, unless Kafka will never take it, for example because it
 * is too large, or it is of no use any more. An event that is abandoned when the publisher is closed is written when its request is delivered again. Safe
 * for all threads.
 */
public final class EventPublisher implements SmartLifecycle, AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    /** Kafka acknowledges an event within milliseconds. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    /** The task needs no time to finish, since the producer completes the pending writes when it is closed. */
    private static final Duration TASK_CLOSE_TIMEOUT = Duration.ofMillis(100);

    private final ProducerConnection connection;
    private final RetryingWriter writer;
    private final BackgroundTask retries;
    private final Duration maxWait;
    private volatile boolean running;

    EventPublisher(
            Supplier<Producer<byte[], byte[]>> producers,
            KafkaTime time,
            Set<String> topics,
            MeterRegistry meters,
            BackgroundTasks tasks) {
        this(producers, time, topics, meters, tasks, MAX_WAIT);
    }

    /**
     * A publisher that opens nothing before it is needed.
     *
     * @param topics where it may write
     * @param maxWait how long events may wait while Kafka takes none of them
     */
    EventPublisher(
            Supplier<Producer<byte[], byte[]>> producers,
            KafkaTime time,
            Set<String> topics,
            MeterRegistry meters,
            BackgroundTasks tasks,
            Duration maxWait) {
        this.maxWait = maxWait;
        MeterProvider<Counter> failures = Counter.builder(Metric.BROKER_WRITE_FAILURES.meterName())
                .description(Metric.BROKER_WRITE_FAILURES.description())
                .withRegistry(meters);
        // From the start: an increase from nothing would not be seen.
        topics.forEach(topic -> failures.withTag(Metric.Tag.TOPIC, topic));
        this.connection = new ProducerConnection(producers, meters);
        this.writer = new RetryingWriter(
                connection, topic -> failures.withTag(Metric.Tag.TOPIC, topic).increment(), time);
        this.retries =
                tasks.register(new BackgroundTask("event-publisher", writer, Backoff.DEFAULT, TASK_CLOSE_TIMEOUT));
        Gauge.builder(Metric.BROKER_WRITES_PENDING.meterName(), writer, RetryingWriter::pending)
                .description(Metric.BROKER_WRITES_PENDING.description())
                .register(meters);
    }

    /** Whether Kafka takes what is written: not if events have waited for seconds, and it has taken none of them. */
    boolean isWriting() {
        return !writer.isStuckFor(maxWait);
    }

    /**
     * Whether replies to a requestor can be sent: false from the first attempt that fails because Kafka does not tell of its
     * reply topic, until one succeeds.
     */
    public boolean canReplyTo(RequestorName requestor) {
        return !writer.isStalled(Topics.repliesTo(requestor));
    }

    /**
     * Opens the connection to Kafka, which is otherwise opened when it is first needed.
     *
     * @throws org.apache.kafka.common.KafkaException if that is not possible now
     */
    public void connect() {
        connection.producer();
    }

    /**
     * Writes an event. The result completes when Kafka has the event on all replicas that are in sync, when it is clear that
     * Kafka will never take it, or when the event is given up; it fails only if the publisher is closed before.
     *
     * @param until by Kafka's clock, when the event is given up instead of being sent again; never if empty. What was sent before
     *     is on its topic at most {@link DeliveryTime#max()} later, or not at all
     */
    public CompletionStage<WriteResult> offer(ProducerRecord<byte[], byte[]> event, Optional<Instant> until) {
        return writer.write(event, until);
    }

    /** Writes an event as {@link #offer} does. The result also fails, with Kafka's exception, if Kafka will never take it. */
    public CompletionStage<Void> publish(ProducerRecord<byte[], byte[]> event) {
        return offer(event, Optional.empty())
                .thenCompose(result -> result.refusal()
                        .<CompletionStage<Void>>map(CompletableFuture::failedFuture)
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    /**
     * Says that a topic was deleted and created again. What waits for the old one is sent again by another producer: this one
     * would keep what is for a partition that does not exist any more.
     */
    void topicReplaced() {
        connection.reopen();
    }

    @Override
    public void start() {
        running = true;
        retries.start();
    }

    @Override
    public int getPhase() {
        return StopPhases.PUBLISHER;
    }

    @Override
    public void stop() {
        close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Waits up to 10 seconds for what was sent; what is not acknowledged by then is abandoned. */
    @Override
    public void close() {
        running = false;
        writer.stopRetrying();
        retries.close();
        connection.close(CLOSE_TIMEOUT);
    }
}
