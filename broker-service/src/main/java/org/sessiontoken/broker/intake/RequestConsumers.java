package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.StopPhases;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.event.Topics;
import org.springframework.context.SmartLifecycle;

/** Starts the consumers once the topics exist, and stops them side by side before all that they need. */
final class RequestConsumers implements SmartLifecycle {

    /**
     * How long a consumer keeps a partition that it gives up, for what it has begun: most of it ends within milliseconds, and meanwhile
     * new requests on the partition wait.
     */
    static final Duration STAY = Duration.ofMillis(50);

    /** How long a consumer waits for what it has begun. */
    static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);

    /** After it has drained, a consumer takes up to 5 seconds for the last commit, and 5 to leave the group. */
    private static final Duration CLOSE_TIMEOUT = DRAIN_TIMEOUT.plusSeconds(10);

    /** A run polls for a tenth of a second. One that takes this long is stuck, most likely in a backend that blocks. */
    static final Duration MAX_RUN = Duration.ofSeconds(10);

    private final CompletionStage<Void> topicsCreated;
    private final List<RequestConsumer> consumers;
    private final List<BackgroundTask> tasks;
    private final Duration maxRun;
    private volatile boolean running;

    /**
     * Consumers that are not started yet.
     *
     * @param maxRun how long a run of a consumer may take while the consumer counts as consuming
     */
    RequestConsumers(
            CompletionStage<Void> topicsCreated,
            List<RequestConsumer> consumers,
            BackgroundTasks registry,
            Duration maxRun) {
        this.maxRun = maxRun;
        this.topicsCreated = topicsCreated;
        this.consumers = consumers;
        this.tasks = IntStream.range(0, consumers.size())
                .mapToObj(i -> registry.register(
                        new BackgroundTask("request-consumer-" + i, consumers.get(i), Backoff.DEFAULT, CLOSE_TIMEOUT)))
                .toList();
    }

    @Override
    public void start() {
        running = true;
        // A task that was closed meanwhile does not start.
        topicsCreated.thenRun(() -> tasks.forEach(BackgroundTask::start));
    }

    /** Says that a topic was deleted and created again, which concerns the consumers if it is that of the requests. */
    void topicReplaced(String topic) {
        if (topic.equals(Topics.REQUESTS)) {
            consumers.forEach(RequestConsumer::topicReplaced);
        }
    }

    /** Whether all consumers are in their group and none is stuck. */
    boolean isConsuming() {
        return consumers.stream().allMatch(RequestConsumer::isConsuming)
                && tasks.stream().noneMatch(task -> task.runningFor().compareTo(maxRun) > 0);
    }

    @Override
    public int getPhase() {
        return StopPhases.CONSUMERS;
    }

    @Override
    public void stop() {
        running = false;
        tasks.forEach(BackgroundTask::beginClose);
        tasks.forEach(BackgroundTask::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
