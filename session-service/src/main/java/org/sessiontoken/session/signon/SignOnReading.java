package org.sessiontoken.session.signon;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.sessiontoken.answering.letters.RecordReading;
import org.sessiontoken.answering.letters.RequestIds;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.SignOnCodec;

/** Reads records of the sign-on topic, whose key is a hash: the correlation ID is in a header. */
final class SignOnReading implements RecordReading {

    private static final String CORRELATION_ID = "ce_correlationid";

    @Override
    public RequestIds ids(ConsumerRecord<byte[], byte[]> record) {
        Header correlationId = record.headers().lastHeader(CORRELATION_ID);
        return RequestIds.of(correlationId == null ? null : correlationId.value(), record.headers());
    }

    @Override
    public PartialRequest parts(ConsumerRecord<byte[], byte[]> record) {
        return SignOnCodec.readPartially(record);
    }
}
