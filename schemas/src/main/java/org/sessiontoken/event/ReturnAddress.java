package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.HEADERS;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.RequestorName;

/**
 * Where a requestor wants its reply, in the headers of Spring Kafka's {@code ReplyingKafkaTemplate}. So such a template is
 * a requestor without further code.
 *
 * @param correlationKey the bytes that the reply echoes ({@value #CORRELATION_KEY}), if the requestor gave any
 * @param topic the reply topic ({@value #TOPIC}), if the requestor named it
 * @param partition the reply partition ({@value #PARTITION}, a big-endian int32), if the requestor named one
 */
public record ReturnAddress(
        Optional<CorrelationKey> correlationKey, Optional<String> topic, Optional<Integer> partition) {

    /** The maximum length of a correlation key in bytes: the record must have room for the reply, too. */
    static final int MAX_CORRELATION_KEY = 1024;

    /** The maximum length of a topic's name, as Kafka has it. */
    private static final int MAX_TOPIC = 249;

    /** The header with the bytes by which the requestor finds its reply. */
    public static final String CORRELATION_KEY = "kafka_correlationId";

    /** The header with the name of the reply topic. */
    public static final String TOPIC = "kafka_replyTopic";

    /** The header with the reply partition. */
    public static final String PARTITION = "kafka_replyPartition";

    /** No address: the reply goes to the partition that Kafka chooses by the key, for audit. */
    public static final ReturnAddress NONE = new ReturnAddress(Optional.empty(), Optional.empty(), Optional.empty());

    /** Refuses a partition that does not exist. */
    public ReturnAddress {
        if (partition.filter(p -> p < 0).isPresent()) {
            throw new IllegalArgumentException("a partition must not be negative");
        }
    }

    /** The address of a requestor that reads one partition of its reply topic. */
    public static ReturnAddress of(RequestorName requestor, CorrelationKey correlationKey, int partition) {
        return new ReturnAddress(
                Optional.of(correlationKey), Optional.of(Topics.repliesTo(requestor)), Optional.of(partition));
    }

    /** Reads those parts of an address that are as described. */
    static ReturnAddress readWhatIsAsDescribed(Headers headers) {
        return new ReturnAddress(
                Optional.ofNullable(CloudEventHeaders.last(headers, CORRELATION_KEY))
                        .filter(key -> key.length <= MAX_CORRELATION_KEY)
                        .map(CorrelationKey::new),
                Optional.ofNullable(CloudEventHeaders.last(headers, TOPIC))
                        .filter(topic -> topic.length <= MAX_TOPIC)
                        .map(topic -> new String(topic, StandardCharsets.UTF_8)),
                Optional.ofNullable(CloudEventHeaders.last(headers, PARTITION))
                        .filter(ReturnAddress::isPartition)
                        .map(bytes -> ByteBuffer.wrap(bytes).getInt()));
    }

    private static boolean isPartition(byte[] bytes) {
        return bytes.length == Integer.BYTES && bytes[0] >= 0;
    }

    static ReturnAddress readFrom(Headers headers) {
        byte @Nullable [] correlationKey = CloudEventHeaders.last(headers, CORRELATION_KEY);
        byte @Nullable [] topic = CloudEventHeaders.last(headers, TOPIC);
        byte @Nullable [] partition = CloudEventHeaders.last(headers, PARTITION);
        if (partition != null && !isPartition(partition)) {
            String fault = partition.length == Integer.BYTES
                    ? " must not be negative"
                    : " must be a big-endian int32 of 4 bytes, and it has " + partition.length;
            throw new UnreadableEventException(HEADERS, "header " + PARTITION + fault);
        }
        if (correlationKey != null && correlationKey.length > MAX_CORRELATION_KEY) {
            throw new UnreadableEventException(
                    HEADERS, "header " + CORRELATION_KEY + " must have at most " + MAX_CORRELATION_KEY + " bytes");
        }
        return new ReturnAddress(
                Optional.ofNullable(correlationKey).map(CorrelationKey::new),
                Optional.ofNullable(topic).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                Optional.ofNullable(partition)
                        .map(bytes -> ByteBuffer.wrap(bytes).getInt()));
    }

    void writeTo(Headers headers) {
        correlationKey.ifPresent(key -> headers.add(CORRELATION_KEY, key.bytes()));
        topic.ifPresent(t -> headers.add(TOPIC, t.getBytes(StandardCharsets.UTF_8)));
        partition.ifPresent(p -> headers.add(
                PARTITION, ByteBuffer.allocate(Integer.BYTES).putInt(p).array()));
    }
}
