package org.sessiontoken.broker.topics;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.sessiontoken.event.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Creates the topics that are missing, and goes on trying until Kafka can be reached: the broker may be started before
 * Kafka is.
 */
public final class TopicCreation implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCreation.class);
    private static final int TIMEOUT_MS = 5_000;
    private static final long RETRY_MS = 250;

    private final Map<String, Object> kafka;
    private final TopicProperties properties;
    private final CompletableFuture<Void> created = new CompletableFuture<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topic-creation");
        thread.setDaemon(true);
        return thread;
    });
    private boolean failureLogged;
    private volatile boolean running;

    TopicCreation(Map<String, Object> kafka, TopicProperties properties) {
        this.kafka = new HashMap<>(kafka);
        this.kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.properties = properties;
    }

    /** Completes when all topics exist, whoever created them. */
    public CompletionStage<Void> created() {
        return created.minimalCompletionStage();
    }

    @Override
    public void start() {
        running = true;
        scheduler.execute(this::createUntilDone);
    }

    private void createUntilDone() {
        if (!running) {
            return;
        }
        try (Admin admin = Admin.create(kafka)) {
            for (NewTopic topic : topics()) {
                create(admin, topic);
            }
            created.complete(null);
        } catch (ExecutionException | KafkaException failure) {
            logOnce(failure);
            scheduler.schedule(this::createUntilDone, RETRY_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void create(Admin admin, NewTopic topic) throws ExecutionException, InterruptedException {
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.atInfo().addKeyValue("topic", topic.name()).log("Created topic");
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw failure;
            }
        }
    }

    private List<NewTopic> topics() {
        return List.of(
                kept(Topics.REQUESTS, properties.partitions(), properties.requestRetention()),
                kept(Topics.REPLIES, properties.partitions(), properties.replyRetention()),
                kept(Topics.DEAD_LETTERS, 1, properties.replyRetention()),
                kept(Topics.BREAKERS, 1, properties.replyRetention()),
                topic(
                        Topics.AUTH_SERVICES,
                        1,
                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
    }

    private NewTopic kept(String name, int partitions, Duration retention) {
        return topic(
                name,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis())));
    }

    private NewTopic topic(String name, int partitions, Map<String, String> configuration) {
        return new NewTopic(name, partitions, properties.replicationFactor()).configs(configuration);
    }

    /** Once for each outage, since it is tried again four times a second. */
    private void logOnce(Exception failure) {
        if (!failureLogged) {
            failureLogged = true;
            LOG.atWarn()
                    .addKeyValue("cause", failure.getClass().getSimpleName())
                    .log("Topics cannot be created yet, trying again: {}", failure.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
        scheduler.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
