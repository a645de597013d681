package org.sessiontoken.session.signon;

import java.time.Duration;
import java.time.Instant;
import org.sessiontoken.value.RequestId;

/**
 * The attempt that has won a session token. What the device gets is derived from it, so that each repetition gets the same.
 *
 * @param attemptId the attempt
 * @param device who made it
 * @param at when Kafka appended it
 */
record Win(RequestId attemptId, Device device, Instant at) {

    /** Whether the device asks for its answer once more, in time. */
    boolean isRepeatedBy(SignOnAttempt attempt, Duration repeatable) {
        return attempt.device().equals(device) && attempt.at().isBefore(at.plus(repeatable));
    }
}
