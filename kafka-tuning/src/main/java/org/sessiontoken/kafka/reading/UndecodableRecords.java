package org.sessiontoken.kafka.reading;

import org.apache.kafka.common.TopicPartition;

/**
 * Records, one after the other in a partition, that Kafka's consumer cannot decode.
 *
 * @param partition where they are
 * @param firstOffset the offset of the first one
 * @param nextOffset the offset after the last one, where reading goes on
 * @param cause what the consumer threw; its message may quote the record
 */
public record UndecodableRecords(TopicPartition partition, long firstOffset, long nextOffset, Throwable cause) {

    /** Refuses an empty range with an {@link IllegalArgumentException}. */
    public UndecodableRecords {
        if (firstOffset < 0 || nextOffset <= firstOffset) {
            throw new IllegalArgumentException("the range of undecodable records must contain an offset");
        }
    }

    /** The offset of the last one. */
    public long lastOffset() {
        return nextOffset - 1;
    }
}
