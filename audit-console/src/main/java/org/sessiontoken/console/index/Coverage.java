package org.sessiontoken.console.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Topics;

/**
 * What an answer is complete for, and what lies outside.
 *
 * @param completeFrom no request from this time on is missing; the epoch if none at all is
 * @param completeTo no request before this time is missing; the epoch if nothing can be said
 * @param building whether the index is being built, so that older requests are still missing
 * @param partitions what was looked at
 * @param outside what was not
 */
public record Coverage(
        Instant completeFrom, Instant completeTo, boolean building, List<Partition> partitions, List<Outside> outside) {

    private static final String UNREADABLE = "unreadable";

    /** Copies the lists. */
    public Coverage {
        partitions = List.copyOf(partitions);
        outside = List.copyOf(outside);
    }

    /**
     * What was looked at of a partition.
     *
     * @param topic the topic's name
     * @param partition the number of the partition
     * @param from the first offset that was looked at
     * @param to the offset after the last one
     * @param end the offset after the partition's last one, when Kafka was last asked; missing if it was not asked yet
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Partition(
            String topic,
            int partition,
            long from,
            long to,
            @Nullable Long end) {}

    /**
     * What was not looked at, or could not be read.
     *
     * @param what {@code not-indexed}: older, still in Kafka, and can be scanned; {@code lost}: Kafka deleted it before it was
     *     read; {@code not-read-yet}: it is being read; {@code outcomes-only}: Kafka
     *     keeps requests for a shorter time than outcomes, so that only requests with an outcome are there; {@code unreadable}: it was looked at and could not be read;
     *     {@code outcomes-not-seen}: the console may not read the reply topic of some requestors, or there is none, so that their
     *     requests seem to have no outcome; {@code unknown}: Kafka has not said yet what it has;
     *     {@code silent}: Kafka does not answer, so that nobody knows what has come since
     * @param before it is older than this
     * @param from it is not older than this
     * @param records how many records it is, where they were counted
     * @param requestors whom it concerns, where that is not everybody
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outside(
            String what,
            @Nullable Instant before,
            @Nullable Instant from,
            @Nullable Long records,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> requestors) {

        /** Copies the list. */
        public Outside {
            requestors = List.copyOf(requestors);
        }
    }

    /** The requestors of which no outcomes can be seen: what seems to be pending may have ended long ago. */
    public Set<String> unseenRequestors() {
        return outside.stream().flatMap(part -> part.requestors().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the request topic was read from its very beginning to its end, so that what is not known was never there. */
    public boolean hasAllRequests() {
        List<Partition> requests = partitions.stream()
                .filter(partition -> partition.topic().equals(Topics.REQUESTS))
                .toList();
        return !building
                && !requests.isEmpty()
                && outside.stream().noneMatch(part -> part.what().equals("lost"))
                && requests.stream()
                        .allMatch(partition ->
                                partition.from() == 0 && partition.end() != null && partition.to() >= partition.end());
    }

    /** The same, where the outcomes of these requestors cannot be seen. */
    public Coverage withoutOutcomesOf(List<String> requestors) {
        if (requestors.isEmpty()) {
            return this;
        }
        return with(new Outside("outcomes-not-seen", null, null, null, requestors));
    }

    /** The same, with so many records that could not be read. */
    public Coverage withUnreadable(long records) {
        List<Outside> all = new ArrayList<>(outside);
        all.removeIf(other -> other.what().equals(UNREADABLE));
        all.add(new Outside(UNREADABLE, null, null, records, List.of()));
        return new Coverage(completeFrom, completeTo, building, partitions, all);
    }

    /** The same, when Kafka has not answered since this time. */
    public Coverage withSilenceSince(Instant time) {
        return with(new Outside("silent", null, time, null, List.of()));
    }

    private Coverage with(Outside part) {
        List<Outside> more = new ArrayList<>(outside);
        more.add(part);
        return new Coverage(completeFrom, completeTo, building, partitions, more);
    }

    /** The same, with this beginning. */
    public Coverage from(Instant from) {
        return new Coverage(from, completeTo, building, partitions, outside);
    }

    /**
     * What was looked at, when reading has come so far.
     *
     * @param ends where Kafka said that the partitions end, if it was asked
     * @param built whether older requests are not being read any more
     */
    public static Coverage of(Map<TopicPartition, Position> positions, @Nullable LogEnds ends, boolean built) {
        Instant to = ends == null ? Instant.EPOCH : completeTo(positions, ends);
        Instant from = completeFrom(positions, to, IndexedTopics::hasFlows);
        return new Coverage(from, to, !built, partitions(positions, ends), outside(positions, ends, from, to));
    }

    private static Instant completeFrom(
            Map<TopicPartition, Position> positions, Instant to, Predicate<TopicPartition> included) {
        long from = positions.entrySet().stream()
                .filter(entry -> included.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().fromTime())
                .max()
                .orElse(0);
        return from == Long.MAX_VALUE ? to : Instant.ofEpochMilli(from);
    }

    private static Instant completeTo(Map<TopicPartition, Position> positions, LogEnds ends) {
        return ends.ends().entrySet().stream()
                .filter(end -> IndexedTopics.hasFlows(end.getKey()))
                .map(end -> completeTo(positions.get(end.getKey()), end.getValue(), ends.asked()))
                .min(Comparator.naturalOrder())
                .orElse(ends.asked());
    }

    private static Instant completeTo(@Nullable Position position, long end, Instant asked) {
        if (position == null) {
            return Instant.EPOCH;
        }
        return position.to() >= end ? asked : Instant.ofEpochMilli(position.toTime());
    }

    private static List<Partition> partitions(Map<TopicPartition, Position> positions, @Nullable LogEnds ends) {
        return positions.entrySet().stream()
                .map(entry -> new Partition(
                        entry.getKey().topic(),
                        entry.getKey().partition(),
                        entry.getValue().from(),
                        entry.getValue().to(),
                        ends == null ? null : ends.ends().get(entry.getKey())))
                .sorted(Comparator.comparing(Partition::topic).thenComparing(Partition::partition))
                .toList();
    }

    private static List<Outside> outside(
            Map<TopicPartition, Position> positions, @Nullable LogEnds ends, Instant from, Instant to) {
        List<Outside> outside = new ArrayList<>();
        long lost = positions.values().stream().mapToLong(Position::lost).sum();
        long unreadable =
                positions.values().stream().mapToLong(Position::unreadable).sum();
        if (ends == null) {
            outside.add(new Outside("unknown", null, null, null, List.of()));
        } else {
            if (positions.entrySet().stream()
                    .anyMatch(entry ->
                            entry.getValue().from() > ends.begins().getOrDefault(entry.getKey(), Long.MAX_VALUE))) {
                outside.add(new Outside("not-indexed", from, oldest(ends, from), null, List.of()));
            }
            long unread = ends.ends().entrySet().stream()
                    .filter(end -> IndexedTopics.hasFlows(end.getKey()))
                    .mapToLong(end -> unread(positions.get(end.getKey()), end.getValue()))
                    .sum();
            if (unread > 0) {
                outside.add(new Outside("not-read-yet", null, to, unread, List.of()));
            }
        }
        Instant outcomesFrom = completeFrom(positions, to, IndexedTopics::hasOutcomes);
        if (outcomesFrom.isBefore(from)) {
            outside.add(new Outside("outcomes-only", from, outcomesFrom, null, List.of()));
        }
        if (lost > 0) {
            outside.add(new Outside("lost", from, null, lost, List.of()));
        }
        if (unreadable > 0) {
            outside.add(new Outside(UNREADABLE, null, null, unreadable, List.of()));
        }
        return outside;
    }

    private static @Nullable Instant oldest(LogEnds ends, Instant before) {
        return Optional.ofNullable(ends.oldest())
                .filter(time -> time.isBefore(before))
                .orElse(null);
    }

    private static long unread(@Nullable Position position, long end) {
        return Math.max(0, end - (position == null ? 0 : position.to()));
    }
}
