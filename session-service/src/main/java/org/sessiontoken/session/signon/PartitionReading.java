package org.sessiontoken.session.signon;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A partition of the sign-on topic that this instance owns.
 *
 * <pre>
 *   looking --(the first record to be answered says its time)--> reading, from that time minus what may matter
 * </pre>
 *
 * <p>Where to begin is said by the log and by no clock. Records below the committed offset were answered; they are read again, and
 * not answered again.
 */
final class PartitionReading {

    private final SignOnLog log;
    private final long answerFrom;
    private @Nullable Instant readTo;

    /** @param answerFrom the first offset that is to be answered */
    PartitionReading(SignOnPartition partition, long answerFrom) {
        this.log = new SignOnLog(partition);
        this.answerFrom = answerFrom;
    }

    SignOnLog log() {
        return log;
    }

    /** Whether it waits for a record that says where to begin. */
    boolean isLooking() {
        return readTo == null;
    }

    boolean answers(long offset) {
        return offset >= answerFrom;
    }

    /** Says up to when it has been read. */
    void read(Instant time) {
        readTo = time;
    }

    /** Up to when it has been read, which says which tokens it may still ask about; empty while it is looking. */
    Optional<Instant> readTo() {
        return Optional.ofNullable(readTo);
    }
}
