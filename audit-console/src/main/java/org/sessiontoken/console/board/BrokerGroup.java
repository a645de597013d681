package org.sessiontoken.console.board;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.event.ReadEvent;
import org.sessiontoken.event.ConsumerClientId;
import org.sessiontoken.event.Topics;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka how far the brokers' group is. Safe for all threads; it waits for Kafka. */
final class BrokerGroup {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerGroup.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    private static final Duration KEPT_FOR = Duration.ofSeconds(1);

    private final Admin admin;
    private final EventReader reader;
    private final String group;
    private final Clock clock;
    private Instant askedAt = Instant.MIN;
    private Optional<BrokerLag> answer = Optional.empty();

    BrokerGroup(Admin admin, EventReader reader, String group, Clock clock) {
        this.admin = admin;
        this.reader = reader;
        this.group = group;
        this.clock = clock;
    }

    /** The lag, not older than a second; empty if Kafka does not tell it. */
    synchronized Optional<BrokerLag> lag() {
        Instant now = clock.instant();
        if (askedAt.plus(KEPT_FOR).isAfter(now) && !askedAt.isAfter(now)) {
            return answer;
        }
        answer = ask();
        askedAt = clock.instant();
        return answer;
    }

    private Optional<BrokerLag> ask() {
        try {
            Set<String> processes = processes();
            Map<TopicPartition, Long> committed = committed();
            Set<TopicPartition> partitions = partitions();
            Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
            List<EventPlace> oldest = new ArrayList<>();
            long records = 0;
            for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
                TopicPartition partition = end.getKey();
                // Where the group has committed nothing yet, it begins at the beginning.
                long begin = begins.getOrDefault(partition, 0L);
                long next = Math.max(begin, committed.getOrDefault(partition, begin));
                if (end.getValue() > next) {
                    records += end.getValue() - next;
                    oldest.add(new EventPlace(partition.topic(), partition.partition(), next));
                }
            }
            return Optional.of(new BrokerLag(processes.size(), records, age(oldest), names(processes)));
        } catch (ExecutionException | TimeoutException | KafkaException unknown) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(Failures.unwrap(unknown)))
                    .log("The lag of the brokers cannot be asked");
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Names of instances, each with the characters of its process. */
    private Set<String> processes() throws ExecutionException, TimeoutException, InterruptedException {
        return members().stream()
                .map(MemberDescription::clientId)
                .map(ConsumerClientId::instanceOf)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<MemberDescription> members() throws ExecutionException, TimeoutException, InterruptedException {
        try {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .values()
                    .stream()
                    .flatMap(described -> described.members().stream())
                    .toList();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof GroupIdNotFoundException) {
                // No broker has ever consumed, or none for a week.
                return List.of();
            }
            throw failure;
        }
    }

    private static Set<String> names(Set<String> processes) {
        return processes.stream()
                .map(process -> process.substring(0, process.lastIndexOf('.')))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, position) -> {
                    if (partition.topic().equals(Topics.REQUESTS) && position != null) {
                        committed.put(partition, position.offset());
                    }
                });
        return committed;
    }

    private Set<TopicPartition> partitions() throws ExecutionException, TimeoutException, InterruptedException {
        return admin
                .describeTopics(List.of(Topics.REQUESTS))
                .allTopicNames()
                .get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> new TopicPartition(Topics.REQUESTS, partition.partition()))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listOffsets(asked)
                .all()
                .get(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    /** The age of the oldest of these records; zero if there are none, null if Kafka has deleted them. */
    private @Nullable Double age(List<EventPlace> records) {
        if (records.isEmpty()) {
            return 0.0;
        }
        return reader.read(records).stream()
                .map(event -> event.fold(new LoggedAt()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1_000.0))
                .orElse(null);
    }

    private static final class LoggedAt implements ReadEvent.Cases<Optional<Instant>> {

        @Override
        public Optional<Instant> asked(ReadEvent.Asked event) {
            return Optional.of(event.loggedAt());
        }

        @Override
        public Optional<Instant> answered(ReadEvent.Answered event) {
            return Optional.of(event.loggedAt());
        }

        @Override
        public Optional<Instant> setAside(ReadEvent.SetAside event) {
            return Optional.of(event.loggedAt());
        }

        @Override
        public Optional<Instant> unreadable(ReadEvent.Unreadable event) {
            return Optional.of(event.loggedAt());
        }

        @Override
        public Optional<Instant> deleted(ReadEvent.Deleted event) {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> undecodable(ReadEvent.Undecodable event) {
            return Optional.empty();
        }
    }
}
