package org.sessiontoken.faults.checker;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record of a reply topic.
 *
 * @param appendedAt the record's timestamp, which Kafka sets
 * @param receivedAt when the broker took the request, by the broker's clock
 * @param decidedAt when the broker knew the outcome, by the broker's clock
 */
public record ReplyRecord(
        String topic,
        int partition,
        long offset,
        Instant appendedAt,
        String correlationId,
        String requestId,
        String outcome,
        String reason,
        @Nullable String tokenHash,
        Instant receivedAt,
        Instant decidedAt,
        String instance) {

    static final String ISSUED = "issued";
    static final String EXPIRED = "expired";

    boolean issued() {
        return outcome.equals(ISSUED);
    }

    /** Whether a reader is told the same by both. */
    boolean isAlike(ReplyRecord other) {
        return outcome.equals(other.outcome) && Objects.equals(tokenHash, other.tokenHash);
    }

    String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
