package org.sessiontoken.kafka.reading;

import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;

/** The failures of a poll that no record has caused. */
final class PassingFailures {

    private PassingFailures() {}

    /** Whether the failure passes, or is ended by an operator, while the records stay as they are. */
    static boolean include(Throwable failure) {
        return failure instanceof WakeupException
                || failure instanceof InterruptException
                || failure instanceof AuthenticationException
                || failure instanceof AuthorizationException
                || failure instanceof InvalidOffsetException
                // Kafka calls a corrupt record retriable, since another replica may have it in good order.
                || (failure instanceof RetriableException && !(failure instanceof CorruptRecordException));
    }
}
