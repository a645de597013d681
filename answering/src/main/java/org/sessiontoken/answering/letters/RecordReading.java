package org.sessiontoken.answering.letters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.event.PartialRequest;

/**
 * How a service reads a record of its topic that may not be what it should be: anybody may have written it. Throws nothing,
 * whatever the record is. Safe for all threads.
 */
public interface RecordReading {

    /** The IDs for log lines. */
    RequestIds ids(ConsumerRecord<byte[], byte[]> record);

    /** What can be read of the request. */
    PartialRequest parts(ConsumerRecord<byte[], byte[]> record);
}
