package org.sessiontoken.adapter.discovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.AdminConnection;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.kafka.topics.TopicObservation;

/**
 * Asks Kafka once a second what becomes of the catalogue's topic: a consumer alone does not notice that a topic was deleted and
 * created again. For one thread, but for {@link #close()}.
 */
final class CatalogueTopic {

    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

    private final AdminConnection admin;
    private Optional<ObservedTopic> last = Optional.empty();
    private long askedAt = System.nanoTime() - PERIOD_NANOS;

    /** @param admins creates an admin client; called again after each {@link #close()} */
    CatalogueTopic(Supplier<Admin> admins) {
        this.admin = new AdminConnection(admins);
    }

    /**
     * What Kafka said last; empty if the topic does not exist. While Kafka does not answer, its last word stands: the client
     * of the broker logs that outage, and one line is enough.
     *
     * @throws ExecutionException if Kafka refuses to tell
     */
    Optional<ObservedTopic> now() throws ExecutionException, InterruptedException {
        if (System.nanoTime() - askedAt < PERIOD_NANOS) {
            return last;
        }
        try {
            last = Optional.ofNullable(TopicObservation.of(admin.connected(), List.of(Topics.AUTH_SERVICES))
                    .get(Topics.AUTH_SERVICES));
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof RetriableException)) {
                throw failure;
            }
        }
        askedAt = System.nanoTime();
        return last;
    }

    /** Ends a question that is being asked, too. */
    void close() {
        admin.close(Duration.ZERO);
    }
}
