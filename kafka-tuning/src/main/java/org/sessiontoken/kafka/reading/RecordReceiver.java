package org.sessiontoken.kafka.reading;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Receives, in the order of their offsets, the records of a partition and the gaps between them that cannot be decoded. */
public interface RecordReceiver {

    /** Receives a record. */
    void receive(ConsumerRecord<byte[], byte[]> record);

    /** Is told of records that are passed over, because they cannot be decoded. */
    void passOver(UndecodableRecords records);
}
