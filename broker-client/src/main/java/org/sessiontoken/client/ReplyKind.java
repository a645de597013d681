package org.sessiontoken.client;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Timings;
import org.sessiontoken.value.RequestId;

/**
 * What the client knows of one kind of requests: how their replies are read, and what stands in the place of a reply that does
 * not come. Stateless; safe for all threads.
 *
 * @param <R> the reply
 */
interface ReplyKind<R> {

    /** Whether a record of the reply topic answers a request of another kind: it is no reply to this one, readable or not. */
    boolean isOther(Headers headers);

    /**
     * Reads a record.
     *
     * @throws org.sessiontoken.event.UnreadableEventException if it is not as described
     */
    Answer<R> read(ConsumerRecord<byte[], byte[]> record);

    /** The reply in place of one that has not come by the deadline. */
    R noReply(RequestId requestId);

    /** The reply to a request that cannot be sent, or whose reply cannot be read. */
    R unavailable(RequestId requestId, ClientReason reason);

    /**
     * What is read of a record.
     *
     * @param requestId the request that it answers
     * @param attempt which sending of the request it answers
     * @param timings how long the service worked on the request
     */
    record Answer<R>(RequestId requestId, Attempt attempt, Timings timings, R reply) {}
}
