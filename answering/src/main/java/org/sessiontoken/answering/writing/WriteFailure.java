package org.sessiontoken.answering.writing;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/** Whose fault it is that an event was not written. */
enum WriteFailure {
    /** The event itself: it will never be taken. */
    EVENT,
    /** Kafka, the network, rights that are missing, or a lack of memory: it passes, or an operator ends it. */
    PASSING,
    /** The failure does not tell. If only this one event fails again and again, it is the event. */
    UNEXPLAINED;

    static WriteFailure of(Throwable failure) {
        if (failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidRecordException
                || failure instanceof SerializationException) {
            return EVENT;
        }
        if (failure instanceof RetriableException
                || failure instanceof AuthenticationException
                || failure instanceof AuthorizationException
                || failure instanceof InterruptException
                || failure instanceof Error) {
            return PASSING;
        }
        return UNEXPLAINED;
    }
}
