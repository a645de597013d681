package org.sessiontoken.broker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Where a record is, or several that follow one another.
 *
 * @param offset the offset of the first one
 * @param lastOffset the offset of the last one; of a single record, its own
 */
record RecordPlace(String topic, int partition, long offset, long lastOffset) {

    static RecordPlace of(ConsumerRecord<?, ?> record) {
        return new RecordPlace(record.topic(), record.partition(), record.offset(), record.offset());
    }

    static RecordPlace of(UndecodableRecords records) {
        return new RecordPlace(
                records.partition().topic(),
                records.partition().partition(),
                records.firstOffset(),
                records.lastOffset());
    }
}
