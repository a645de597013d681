package org.sessiontoken.session.signon;

import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Records at which an {@link Error} stopped the decoding. They may be good, and the memory was short: an instance that passed them
 * over would say of those behind them what no other says. So they are read once more, by a new membership. For one thread.
 */
final class RetriedGaps {

    private final Set<Place> retried = new HashSet<>();

    private record Place(TopicPartition partition, long offset) {}

    /** Whether the records are to be read once more before they are passed over. */
    boolean add(UndecodableRecords records) {
        return records.cause() instanceof Error && retried.add(new Place(records.partition(), records.firstOffset()));
    }
}
