package org.sessiontoken.console.tail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.IndexedTopics;
import org.sessiontoken.console.index.LogEnds;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.topics.AdminConnection;
import org.sessiontoken.kafka.topics.ObservedTopic;
import org.sessiontoken.kafka.topics.TopicObservation;

/** Asks Kafka once a second which topics there are and where they end. For one thread, but for {@link #close()}. */
final class TopicLooks {

    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration OLDEST_PERIOD = Duration.ofSeconds(30);

    private final AdminConnection admin;
    private final Clock clock;
    private @Nullable Look last;
    private long askedAt;
    private @Nullable Instant oldest;
    private Instant oldestAsked = Instant.EPOCH;

    /** @param admins creates an admin client; called again after each {@link #close()} */
    TopicLooks(Supplier<Admin> admins, Clock clock) {
        this.admin = new AdminConnection(admins);
        this.clock = clock;
    }

    /**
     * What Kafka said last, at most a second ago.
     *
     * @throws ExecutionException if it does not answer
     */
    Look now() throws ExecutionException, InterruptedException {
        Look known = last;
        if (known != null && System.nanoTime() - askedAt < PERIOD_NANOS) {
            return known;
        }
        Look found = look(admin.connected());
        last = found;
        askedAt = System.nanoTime();
        return found;
    }

    private Look look(Admin connected) throws ExecutionException, InterruptedException {
        Instant asked = clock.instant();
        String cluster = connected.describeCluster().clusterId().get();
        Set<String> names = connected.listTopics().names().get().stream()
                .filter(IndexedTopics::include)
                .collect(Collectors.toSet());
        Map<String, ObservedTopic> topics = readable(TopicObservation.of(connected, names));
        List<TopicPartition> partitions = topics.entrySet().stream()
                .flatMap(topic -> IntStream.range(0, topic.getValue().partitions())
                        .mapToObj(number -> new TopicPartition(topic.getKey(), number)))
                .toList();
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        list(connected, partitions, OffsetSpec.earliest()).forEach((at, found) -> begins.put(at, found.offset()));
        list(connected, partitions, OffsetSpec.latest()).forEach((at, found) -> ends.put(at, found.offset()));
        if (asked.isAfter(oldestAsked.plus(OLDEST_PERIOD))) {
            oldest = oldest(list(connected, partitions, OffsetSpec.forTimestamp(0)));
            oldestAsked = asked;
        }
        return new Look(cluster, topics, new LogEnds(asked, ends, begins, oldest));
    }

    /**
     * Without the reply topics that the console may not read: all reading would fail, and whose outcomes are missing is said in each
     * answer.
     */
    static Map<String, ObservedTopic> readable(Map<String, ObservedTopic> topics) {
        return topics.entrySet().stream()
                .filter(topic -> topic.getKey().equals(Topics.REQUESTS)
                        || !topic.getValue().refuses(AclOperation.READ))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static @Nullable Instant oldest(Map<TopicPartition, ListOffsetsResultInfo> firsts) {
        return firsts.values().stream()
                .filter(first -> first.timestamp() >= 0)
                .map(first -> Instant.ofEpochMilli(first.timestamp()))
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> list(
            Admin connected, List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        return connected
                .listOffsets(partitions.stream().collect(Collectors.toMap(Function.identity(), at -> spec)))
                .all()
                .get();
    }

    /** Ends a question that is being asked, too. */
    void close() {
        admin.close(Duration.ZERO);
    }
}
