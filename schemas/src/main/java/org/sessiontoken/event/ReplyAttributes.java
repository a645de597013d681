package org.sessiontoken.event;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TraceParent;

/**
 * What the headers of a reply's record say, whatever it answers.
 *
 * @param type the CloudEvents {@code type}
 * @param source the CloudEvents {@code source}
 */
record ReplyAttributes(
        String type,
        String source,
        RequestId requestId,
        RequestorName requestor,
        Instant repliedAt,
        CorrelationId correlationId,
        Optional<CorrelationKey> correlationKey,
        Optional<TraceParent> trace) {

    /**
     * A record with these attributes, for the reply topic of the requestor.
     *
     * @param partition the partition that the requestor reads; if empty, Kafka chooses the partition by the key
     */
    ProducerRecord<byte[], byte[]> write(Optional<Integer> partition, Object reply) {
        @Nullable Integer chosen = partition.orElse(null);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.repliesTo(requestor),
                chosen,
                CorrelationIdSerde.serialize(correlationId),
                JsonEventWriter.write(reply));
        Headers headers = record.headers();
        CloudEventHeaders.write(headers, type, requestId.value(), source, repliedAt);
        CloudEventHeaders.add(headers, CloudEventHeaders.CORRELATION_ID, correlationId.value());
        CloudEventHeaders.add(headers, "ce_causationid", requestId.value());
        CloudEventHeaders.writeTrace(headers, trace);
        correlationKey.ifPresent(key -> headers.add(ReturnAddress.CORRELATION_KEY, key.bytes()));
        return record;
    }
}
