package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Backoff;
import org.sessiontoken.background.Step;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.kafka.topics.TopicObservation;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second whether Kafka answers, whether the topics are there and the client may use them, whether the client can
 * send requests, and whether the broker service's consumer group has a member: without a consumer a request gets no answer.
 */
final class BrokerMonitor implements Step {

    /** After a failure the monitor looks again as soon and as often as it does otherwise. */
    static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private static final Logger LOG = LoggerFactory.getLogger(BrokerMonitor.class);
    private static final Duration UNTIL_READY = Duration.ofMillis(50);
    private static final Duration WHILE_READY = Duration.ofSeconds(1);

    /** Programs that are started together lack one another for some seconds, which is no outage. */
    static final Duration UNTIL_ALL_ARE_STARTED = Duration.ofSeconds(10);

    /**
     * While the node that coordinates the group restarts, nobody describes the group for some seconds. Its members go on, and Kafka has
     * just described the topics. All clients notice it at once: none would be ready.
     */
    private static final int MAX_UNANSWERED = 2;

    private final Supplier<Admin> admins;
    private final String group;
    private final ReplyReader reader;
    private final Predicate<ObservedTopic> sending;
    private final Consumer<Map<Integer, String>> owners;
    private final Optional<SignOnTopic> signOns;
    private final LongSupplier nanos;
    private final PartitionOwners partitionOwners = new PartitionOwners();

    private volatile Availability seen = Availability.STARTING;
    private volatile @Nullable Admin admin;
    private volatile boolean cancelled;

    // For the task's thread alone.

    /** How many questions about the group in a row Kafka has not answered. */
    private int unanswered;

    /** When it looked first; null before that. */
    private @Nullable Long begun;

    /** Whether requests could ever be answered. */
    private boolean hasBeenReady;

    /** What the last line of the log said was missing. */
    private Availability missing = Availability.READY;

    /**
     * Looks at the topics, and for the members of a group.
     *
     * @param admins creates an admin client; called again after each failure
     * @param group the consumer group of the broker service
     * @param reader is told what Kafka says of the reply topic
     * @param sending connects the sender to the request topic, and tells whether it can send
     * @param owners is told which broker instance owns which partition of the request topic
     * @param signOns is looked at, too, if the client signs on
     * @param nanos a clock that never goes back
     */
    BrokerMonitor(
            Supplier<Admin> admins,
            String group,
            ReplyReader reader,
            Predicate<ObservedTopic> sending,
            Consumer<Map<Integer, String>> owners,
            Optional<SignOnTopic> signOns,
            LongSupplier nanos) {
        this.admins = admins;
        this.group = group;
        this.reader = reader;
        this.sending = sending;
        this.owners = owners;
        this.signOns = signOns;
        this.nanos = nanos;
    }

    /** What the monitor saw when it last ran. */
    Availability seen() {
        return seen;
    }

    @Override
    public Duration run() throws Exception {
        begun = begun == null ? Long.valueOf(nanos.getAsLong()) : begun;
        try {
            seen = look();
            lookForSignOns();
        } catch (Throwable failure) {
            seen = KafkaAuthorizationErrors.isIn(failure)
                    ? Availability.NOT_AUTHORISED
                    : Availability.KAFKA_UNREACHABLE;
            throw failure;
        }
        logWhatIsMissing();
        return seen == Availability.READY
                        && signOns.filter(SignOnTopic::isConnecting).isEmpty()
                ? WHILE_READY
                : UNTIL_READY;
    }

    private Availability look() throws Exception {
        Admin connected = connected();
        // cancel() sets the flag before it looks for the admin client, so one of the two threads sees what the other
        // did.
        if (cancelled) {
            return Availability.CLOSING;
        }
        Map<String, ObservedTopic> topics = TopicObservation.of(connected, List.of(Topics.REQUESTS, reader.topic()));
        Optional<ObservedTopic> requests = Optional.ofNullable(topics.get(Topics.REQUESTS));
        Optional<ObservedTopic> replies = Optional.ofNullable(topics.get(reader.topic()));
        reader.replyTopicIs(replies);
        requests.ifPresent(topic -> require(AclOperation.WRITE, Topics.REQUESTS, topic));
        replies.ifPresent(topic -> require(AclOperation.READ, reader.topic(), topic));
        if (requests.filter(topic -> !topic.available().isEmpty()).isEmpty()
                || replies.filter(reader::canRead).isEmpty()) {
            return Availability.TOPIC_UNAVAILABLE;
        }
        if (!sending.test(requests.get())) {
            return Availability.STARTING;
        }
        return isConsuming(connected) ? Availability.READY : Availability.NO_BROKER;
    }

    private void lookForSignOns() throws InterruptedException {
        if (signOns.isPresent() && !cancelled) {
            signOns.get().look(connected());
        }
    }

    private static void require(AclOperation right, String name, ObservedTopic topic) {
        if (topic.refuses(right)) {
            throw new TopicAuthorizationException(
                    "the client lacks the right " + right + " on the topic " + name, Set.of(name));
        }
    }

    private boolean isConsuming(Admin connected) throws ExecutionException, InterruptedException {
        try {
            KafkaFuture<ConsumerGroupDescription> description = connected
                    .describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group);
            if (description == null) {
                return false;
            }
            owners.accept(partitionOwners.of(description.get()));
            unanswered = 0;
            return !description.get().members().isEmpty();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                owners.accept(Map.of());
                return false;
            }
            if (failure.getCause() instanceof GroupAuthorizationException) {
                // Kafka's own message does not name the group.
                throw new GroupAuthorizationException(
                        "the client lacks the right DESCRIBE on the group " + group, group);
            }
            if (failure.getCause() instanceof TimeoutException
                    && seen == Availability.READY
                    && unanswered < MAX_UNANSWERED) {
                unanswered++;
                return true;
            }
            throw failure;
        }
    }

    /** Once for an outage in which Kafka answers. The task logs the others. */
    private void logWhatIsMissing() {
        Availability now = seen;
        hasBeenReady |= now == Availability.READY;
        if (now == missing || isStartingWithOthers()) {
            return;
        }
        switch (now) {
            case TOPIC_UNAVAILABLE ->
                LOG.atWarn()
                        .addKeyValue(LogKeys.TOPIC, Topics.REQUESTS + "," + reader.topic())
                        .log("Requests cannot be answered: one of the topics does not exist, or has no leader. The"
                                + " broker creates a reply topic for each requestor that it has a key file for");
            case NO_BROKER -> LOG.atWarn().log("Requests cannot be answered: no broker consumes them");
            case READY -> LOG.atInfo().log("Requests can be answered");
            case STARTING, KAFKA_UNREACHABLE, NOT_AUTHORISED, CLOSING, FAILED -> {
                // The next run tells more.
                return;
            }
        }
        missing = now;
    }

    private boolean isStartingWithOthers() {
        Long since = begun;
        return !hasBeenReady && since != null && nanos.getAsLong() - since < UNTIL_ALL_ARE_STARTED.toNanos();
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
