package org.sessiontoken.broker.intake;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.offsets.OffsetTracker;

/**
 * Records that this instance still works on although their partition was taken away from the consumer that took them. If one of
 * its consumers gets such a record again, the work that has begun ends it. Safe for all threads.
 */
final class UnfinishedRecords {

    private final Map<Place, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

    /** Adds the entries of a partition that is not assigned any more. */
    void add(TopicPartition partition, Collection<OffsetTracker.Entry> entries) {
        for (OffsetTracker.Entry entry : entries) {
            Place place = new Place(partition, entry.offset());
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.put(place, end);
            entry.whenDone(() -> {
                ends.remove(place, end);
                end.complete(null);
            });
        }
    }

    /** Completes when the work on the record has ended; null if there is none. */
    @Nullable
    CompletionStage<Void> find(TopicPartition partition, long offset) {
        return ends.isEmpty() ? null : ends.get(new Place(partition, offset));
    }

    /** Forgets all: the topic was created again, and its offsets are those of other records. */
    void clear() {
        ends.clear();
    }

    private record Place(TopicPartition partition, long offset) {}
}
