package org.sessiontoken.broker.answered;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.StopPhases;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.Metric;
import org.springframework.context.SmartLifecycle;

/**
 * Tells whether a record has its outcome already. Safe for all threads; it does not block.
 *
 * <p>It knows all outcomes that Kafka had acknowledged when it was asked. One that another instance is about to write it cannot
 * know: then there are two, of which the first counts.
 */
public final class OutcomeLookup implements SmartLifecycle {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final LookupStep step;
    private final BackgroundTask task;
    private final MeterProvider<Counter> results;
    private volatile boolean running;

    OutcomeLookup(Supplier<OutcomeTail> tails, MeterRegistry meters, BackgroundTasks tasks) {
        this.step = new LookupStep(tails, System::nanoTime);
        this.task = tasks.register(new BackgroundTask("outcome-lookup", step, Backoff.DEFAULT, CLOSE_TIMEOUT));
        this.results = Counter.builder(Metric.BROKER_OUTCOME_LOOKUPS.meterName())
                .description(Metric.BROKER_OUTCOME_LOOKUPS.description())
                .withRegistry(meters);
        // From the start: an increase from nothing would not be seen.
        for (LookupResult result : LookupResult.values()) {
            results.withTag(Metric.Tag.RESULT, result.code());
        }
    }

    /**
     * Whether an outcome is there. While Kafka does not answer, the result does not complete. It is false if the broker may not
     * read the topic.
     *
     * @param patience how long one that is not there is waited for
     */
    public CompletionStage<Boolean> isWritten(OutcomePlace place, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        return ask(new Question(
                place,
                () -> System.nanoTime() - end < 0,
                result -> results.withTag(Metric.Tag.RESULT, result.code()).increment()));
    }

    private CompletableFuture<Boolean> ask(Question question) {
        step.ask(question);
        task.wakeUp();
        return question.answer();
    }

    /**
     * Opens the connection, so that the first question is answered as quickly as those that follow. It waits for that for two seconds
     * at most, and leaves the rest to the question.
     */
    public void connect() {
        // Of a time to come: nothing is read for it.
        OutcomePlace nothing = new OutcomePlace(Topics.DEAD_LETTERS, Optional.empty(), "nothing", Long.MAX_VALUE);
        ask(new Question(nothing, () -> false, result -> {}))
                .completeOnTimeout(false, CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Reads again what questions are still about. To be called when a topic was deleted and created again, and when the clock was
     * set: back, and Kafka's consumer waits until the old time is reached again.
     */
    public void beginAnew() {
        step.beginAnew();
    }

    @Override
    public void start() {
        running = true;
        task.start();
    }

    /** It stops after the consumers, whose last outcomes need it. What is not answered is left to another instance. */
    @Override
    public int getPhase() {
        return StopPhases.PUBLISHER;
    }

    @Override
    public void stop() {
        running = false;
        task.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
