package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again whether requests can be sent, whether Kafka answers, and whether the broker service's consumer
 * group has a member: a request that nobody consumes is a request that nobody answers.
 */
final class BrokerMonitor implements AutoCloseable {

    private static final long SOON_MS = 50;
    private static final long LATER_MS = 1_000;

    private final KafkaProperties kafka;
    private final String group;
    private final BooleanSupplier sending;
    private final ScheduledExecutorService scheduler;
    private volatile Availability seen = Availability.STARTING;
    private @Nullable Admin admin;

    /**
     * Looks for the members of a group.
     *
     * @param sending connects the sender, and tells whether it is connected
     */
    BrokerMonitor(KafkaProperties kafka, String group, BooleanSupplier sending, String threadName) {
        this.kafka = kafka;
        this.group = group;
        this.sending = sending;
        this.scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        scheduler.execute(this::lookAgainAndAgain);
    }

    /** What was seen last. */
    Availability seen() {
        return seen;
    }

    private void lookAgainAndAgain() {
        seen = sending.getAsBoolean() ? look() : Availability.STARTING;
        if (!scheduler.isShutdown()) {
            scheduler.schedule(
                    this::lookAgainAndAgain, seen == Availability.READY ? LATER_MS : SOON_MS, TimeUnit.MILLISECONDS);
        }
    }

    private Availability look() {
        try {
            KafkaFuture<ConsumerGroupDescription> description = connected()
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group);
            boolean anybody =
                    description != null && !description.get().members().isEmpty();
            return anybody ? Availability.READY : Availability.NO_BROKER;
        } catch (ExecutionException failure) {
            return failure.getCause() instanceof GroupIdNotFoundException
                    ? Availability.NO_BROKER
                    : Availability.KAFKA_UNREACHABLE;
        } catch (KafkaException failure) {
            return Availability.KAFKA_UNREACHABLE;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return Availability.CLOSING;
        }
    }

    private Admin connected() {
        Admin connected = admin;
        if (connected == null) {
            connected = Admin.create(kafka.forWatching());
            admin = connected;
        }
        return connected;
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        try {
            // Not to close the admin client under a look that is still going on.
            scheduler.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
