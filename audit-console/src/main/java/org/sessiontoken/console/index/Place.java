package org.sessiontoken.console.index;

import java.util.Comparator;

/**
 * Where a record is.
 *
 * @param topic the topic's name
 * @param partition the number of the partition
 * @param offset the offset in that partition
 */
public record Place(String topic, int partition, long offset) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::topic).thenComparing(Place::partition).thenComparing(Place::offset);

    boolean isOnThePartitionOf(Place other) {
        return topic.equals(other.topic) && partition == other.partition;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
