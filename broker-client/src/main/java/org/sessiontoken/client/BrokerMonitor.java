package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.background.Step;

/**
 * Looks whether the client can send requests, whether Kafka answers, and whether the broker service's consumer group has a
 * member: without a consumer a request gets no answer.
 */
final class BrokerMonitor implements Step {

    /** After a failure the monitor looks again as soon and as often as it does otherwise. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private static final Duration UNTIL_READY = Duration.ofMillis(50);
    private static final Duration WHILE_READY = Duration.ofSeconds(1);

    private final Supplier<Admin> admins;
    private final String group;
    private final BooleanSupplier sending;

    private volatile Availability seen = Availability.STARTING;
    private volatile @Nullable Admin admin;
    private volatile boolean cancelled;

    /**
     * Looks for the members of a group.
     *
     * @param admins creates an admin client; called again after each failure
     * @param group the consumer group of the broker service
     * @param sending connects the sender, and tells whether it can send
     */
    BrokerMonitor(Supplier<Admin> admins, String group, BooleanSupplier sending) {
        this.admins = admins;
        this.group = group;
        this.sending = sending;
    }

    /** What the monitor saw when it last ran. */
    Availability seen() {
        return seen;
    }

    @Override
    public Duration run() throws Exception {
        try {
            seen = sending.getAsBoolean() ? look() : Availability.STARTING;
        } catch (Throwable failure) {
            seen = KafkaAuthorizationErrors.isIn(failure)
                    ? Availability.NOT_AUTHORISED
                    : Availability.KAFKA_UNREACHABLE;
            throw failure;
        }
        return seen == Availability.READY ? WHILE_READY : UNTIL_READY;
    }

    private Availability look() throws Exception {
        Admin connected = connected();
        // cancel() sets the flag before it looks for the admin client, so one of the two threads sees what the other
        // did.
        if (cancelled) {
            return Availability.CLOSING;
        }
        try {
            KafkaFuture<ConsumerGroupDescription> description = connected
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group);
            boolean consuming =
                    description != null && !description.get().members().isEmpty();
            return consuming ? Availability.READY : Availability.NO_BROKER;
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                return Availability.NO_BROKER;
            }
            if (failure.getCause() instanceof GroupAuthorizationException) {
                // Kafka's own message does not name the group.
                throw new GroupAuthorizationException(
                        "the client lacks the right DESCRIBE on the group " + group, group);
            }
            throw failure;
        }
    }

    private Admin connected() {
        Admin connected = admin;
        if (connected == null) {
            connected = admins.get();
            admin = connected;
        }
        return connected;
    }

    /** Closing the admin client fails the answer that a run waits for. */
    @Override
    public void cancel() {
        cancelled = true;
        closeAdmin();
    }

    @Override
    public void release() {
        closeAdmin();
        admin = null;
    }

    private void closeAdmin() {
        Admin connected = admin;
        if (connected != null) {
            connected.close(Duration.ZERO);
        }
    }
}
