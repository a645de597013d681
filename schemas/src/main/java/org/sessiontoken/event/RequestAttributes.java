package org.sessiontoken.event;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TraceParent;

/**
 * What the headers of a request's record say, whatever it asks for.
 *
 * @param type the CloudEvents {@code type}
 */
record RequestAttributes(
        String type,
        RequestId requestId,
        RequestorName requestor,
        Instant requestedAt,
        Instant expiresAt,
        CorrelationId correlationId,
        ReturnAddress returnAddress,
        Optional<TraceParent> trace) {

    /** A record with these attributes. */
    ProducerRecord<byte[], byte[]> write(String topic, byte[] key, Object request) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, JsonEventWriter.write(request));
        Headers headers = record.headers();
        CloudEventHeaders.write(headers, type, requestId.value(), "/requestors/" + requestor, requestedAt);
        CloudEventHeaders.add(headers, CloudEventHeaders.CORRELATION_ID, correlationId.value());
        CloudEventHeaders.add(headers, "ce_expirytime", expiresAt.toString());
        CloudEventHeaders.writeTrace(headers, trace);
        returnAddress.writeTo(headers);
        return record;
    }
}
