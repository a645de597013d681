package org.sessiontoken.faults.checker;

/**
 * A record of the topic of dead letters.
 *
 * @param partition the partition of the request topic that the letter names
 * @param firstOffset the offset of the request topic that the letter names
 * @param lastOffset the same, unless the letter stands for several records
 */
public record DeadLetterRecord(int partition, long firstOffset, long lastOffset, String reason) {

    boolean isOf(RequestRecord request) {
        return partition == request.partition() && firstOffset <= request.offset() && request.offset() <= lastOffset;
    }
}
