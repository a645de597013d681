package org.sessiontoken.broker.topics;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.background.Step;
import org.sessiontoken.broker.lifecycle.BackgroundTasks;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Has Spring's {@link KafkaAdmin} create the topics that are missing, and retries until Kafka can be reached: the broker may
 * be started before Kafka is.
 *
 * <p>Topics that exist stay as they are. {@link KafkaAdmin} would add partitions to a topic that has fewer than configured,
 * which moves the keys of a running system to other partitions, so it gets to see the missing topics alone.
 */
public final class TopicInitializer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicInitializer.class);

    /** The timeout is short because the next instance that starts repeats an interrupted creation. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    private final CompletableFuture<Void> created = new CompletableFuture<>();
    private final BackgroundTask task;
    private volatile boolean running;

    TopicInitializer(KafkaAdmin admin, Set<String> topics, Supplier<Admin> clients, BackgroundTasks tasks) {
        this.task = tasks.register(new BackgroundTask(
                "topic-initializer", new Creation(admin, topics, clients), Backoff.DEFAULT, CLOSE_TIMEOUT));
    }

    /** Completes when all topics exist, whoever created them. */
    public CompletionStage<Void> created() {
        return created.minimalCompletionStage();
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

    /** Creates what is missing, and looks again whether all of it is there: another instance may be creating it, too. */
    private final class Creation implements Step {

        private static final Duration NEXT_LOOK = Duration.ofMillis(50);
        private static final Duration TIMEOUT = Duration.ofSeconds(5);

        private final KafkaAdmin admin;
        private final Set<String> topics;
        private final Supplier<Admin> clients;
        private @Nullable Admin client;

        Creation(KafkaAdmin admin, Set<String> topics, Supplier<Admin> clients) {
            this.admin = admin;
            this.topics = topics;
            this.clients = clients;
        }

        @Override
        public Duration run() throws Exception {
            Set<String> missing = missing();
            if (missing.isEmpty()) {
                release();
                created.complete(null);
                return UNTIL_WOKEN;
            }
            admin.setCreateOrModifyTopic(topic -> missing.contains(topic.name()));
            initialize();
            missing.forEach(
                    topic -> LOG.atInfo().addKeyValue(LogKeys.TOPIC, topic).log("Created a topic"));
            return NEXT_LOOK;
        }

        private Set<String> missing() throws ExecutionException, InterruptedException {
            Admin open = client;
            if (open == null) {
                open = clients.get();
                client = open;
            }
            Set<String> existing = open.listTopics().names().get();
            return topics.stream().filter(topic -> !existing.contains(topic)).collect(Collectors.toSet());
        }

        /** KafkaAdmin wraps each failure in an IllegalStateException; the cause tells an outage from a bug. */
        private void initialize() throws Exception {
            try {
                admin.initialize();
            } catch (IllegalStateException wrapper) {
                throw Failures.rootCause(wrapper) instanceof Exception cause ? cause : wrapper;
            }
        }

        @Override
        public void release() {
            Admin open = client;
            client = null;
            if (open != null) {
                open.close(TIMEOUT);
            }
        }
    }
}
