package org.sessiontoken.answering.letters;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Where a record is, or several that follow one another.
 *
 * @param offset the offset of the first one
 * @param lastOffset the offset of the last one; of a single record, its own
 * @param ids of the request that a single record may be
 */
public record RecordPlace(String topic, int partition, long offset, long lastOffset, RequestIds ids) {

    /** The place of a single record. */
    public static RecordPlace of(ConsumerRecord<byte[], byte[]> record, RequestIds ids) {
        return new RecordPlace(record.topic(), record.partition(), record.offset(), record.offset(), ids);
    }

    static RecordPlace of(UndecodableRecords records) {
        return new RecordPlace(
                records.partition().topic(),
                records.partition().partition(),
                records.firstOffset(),
                records.lastOffset(),
                RequestIds.UNKNOWN);
    }
}
