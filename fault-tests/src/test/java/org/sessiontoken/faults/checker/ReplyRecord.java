package org.sessiontoken.faults.checker;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
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

    /** What an instance may say of its own accord, such as that its breaker is open or its rate used up. */
    private static final Set<String> FOR_NOW = Set.of("unavailable", "throttled");

    /** How long what an instance has handed to its producer may be on its way, and unseen by another instance. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(8);

    boolean issued() {
        return outcome.equals(ISSUED);
    }

    /** Whether a reader is told the same by both. */
    boolean isAlike(ReplyRecord other) {
        return outcome.equals(other.outcome) && Objects.equals(tokenHash, other.tokenHash);
    }

    /** Whether each was written before the other could be seen, and one of them tells of its instance, not of the credential. */
    boolean mayDifferFrom(ReplyRecord other) {
        boolean crossed = Duration.between(appendedAt, other.appendedAt).abs().compareTo(ON_ITS_WAY) <= 0
                && !instance.equals(other.instance);
        return crossed
                && (FOR_NOW.contains(outcome) || FOR_NOW.contains(other.outcome))
                && !isExpired()
                && !other.isExpired();
    }

    private boolean isExpired() {
        return outcome.equals(EXPIRED);
    }

    String place() {
        return topic + "-" + partition + "@" + offset;
    }
}
