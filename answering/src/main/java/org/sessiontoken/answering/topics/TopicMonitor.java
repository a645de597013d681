package org.sessiontoken.answering.topics;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Looks each second whether Kafka answers and whether the topics of the service are there. It has those created that are missing:
 * at the start, when Kafka may come later than the service, and whenever somebody deletes a topic or Kafka loses its data.
 *
 * <p>Topics that exist stay as they are; those with which acknowledged events could be lost are refused. Safe for all threads; listeners are called on the monitor's thread and must not block.
 */
public final class TopicMonitor implements SmartLifecycle {

    /** The timeout is short because the next instance that starts repeats an interrupted creation. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    private final Set<String> names;
    private final TopicState state;
    private final BackgroundTask task;
    private volatile boolean running;

    TopicMonitor(
            KafkaAdmin admin,
            NeededTopics topics,
            DurabilityCheck durability,
            Supplier<Admin> clients,
            BackgroundTasks tasks) {
        this.names = topics.names();
        this.state = new TopicState(System::nanoTime);
        this.task = tasks.register(new BackgroundTask(
                "topic-monitor",
                new TopicLook(admin, topics, durability, clients, state),
                Backoff.DEFAULT,
                CLOSE_TIMEOUT));
    }

    /**
     * Completes when all topics exist for the first time, whoever created them, and keep what Kafka acknowledges. Before that,
     * no request may be taken.
     */
    public CompletionStage<Void> created() {
        return state.created();
    }

    /** Whether Kafka has said within the last seconds that all topics are there and that the service may use them. */
    public boolean isComplete() {
        return state.isComplete();
    }

    /** The names of the topics that the service needs. */
    public Set<String> names() {
        return names;
    }

    /** Whether a topic existed when Kafka was last asked. */
    public boolean exists(String topic) {
        return state.exists(topic);
    }

    /** How many partitions a topic had when Kafka was last asked; zero if it did not exist. */
    public int partitions(String topic) {
        return state.partitions(topic);
    }

    /**
     * How many partitions a topic has. Where the wanted one is not among those that are known, it may have been added since:
     * the number then completes with the next look, within about a second or when Kafka answers again. While the topic does
     * not exist, it completes when the topic does.
     */
    public CompletionStage<Integer> partitions(String topic, Optional<Integer> wanted) {
        return state.partitions(topic, wanted);
    }

    /**
     * How many replicas a topic's partition with the fewest of them in sync had when Kafka was last asked; empty if it did not
     * exist, or Kafka has not answered within the last seconds.
     */
    OptionalInt minInSync(String topic) {
        return state.minInSync(topic);
    }

    /** Has a listener called with the name of each topic that has been created again after it was deleted. */
    public void onReplaced(Consumer<String> listener) {
        state.onReplaced(listener);
    }

    @Override
    public void start() {
        running = true;
        task.start();
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
