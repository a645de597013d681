package org.sessiontoken.broker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.answering.letters.RecordReading;
import org.sessiontoken.answering.letters.RequestIds;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.RequestCodec;

/** Reads records of the request topic, whose key is the correlation ID. */
final class RequestReading implements RecordReading {

    static RequestIds idsOf(ConsumerRecord<byte[], byte[]> record) {
        return RequestIds.of(record.key(), record.headers());
    }

    @Override
    public RequestIds ids(ConsumerRecord<byte[], byte[]> record) {
        return idsOf(record);
    }

    @Override
    public PartialRequest parts(ConsumerRecord<byte[], byte[]> record) {
        return RequestCodec.readPartially(record);
    }
}
