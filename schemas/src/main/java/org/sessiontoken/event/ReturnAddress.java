package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.HEADERS;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a requestor wants its reply, in the headers that Spring Kafka's {@code ReplyingKafkaTemplate} uses: so a Spring
 * user's template is a client as it is.
 *
 * @param correlation what is echoed byte for byte ({@value #CORRELATION}), if anything
 * @param topic the reply topic ({@value #TOPIC}), if the requestor named one
 * @param partition the reply partition ({@value #PARTITION}, a big-endian int32), if the requestor named one
 */
public record ReturnAddress(Optional<Correlation> correlation, Optional<String> topic, Optional<Integer> partition) {

    /** The longest correlation that is echoed: it must leave room for the reply. */
    static final int MAX_CORRELATION = 1024;

    /** Header with the bytes that the requestor finds its reply by. */
    public static final String CORRELATION = "kafka_correlationId";

    /** Header with the reply topic's name. */
    public static final String TOPIC = "kafka_replyTopic";

    /** Header with the reply partition. */
    public static final String PARTITION = "kafka_replyPartition";

    /** No address: the reply goes to the partition of its key, for whoever reads the topic. */
    public static final ReturnAddress NONE = new ReturnAddress(Optional.empty(), Optional.empty(), Optional.empty());

    /** Refuses a partition that does not exist. */
    public ReturnAddress {
        if (partition.filter(p -> p < 0).isPresent()) {
            throw new IllegalArgumentException("a partition must not be negative");
        }
    }

    /** The address of a reader of one partition of the reply topic. */
    public static ReturnAddress of(Correlation correlation, int partition) {
        return new ReturnAddress(Optional.of(correlation), Optional.of(Topics.REPLIES), Optional.of(partition));
    }

    static ReturnAddress readFrom(Headers headers) {
        byte @Nullable [] correlation = CloudEventHeaders.last(headers, CORRELATION);
        byte @Nullable [] topic = CloudEventHeaders.last(headers, TOPIC);
        byte @Nullable [] partition = CloudEventHeaders.last(headers, PARTITION);
        if (partition != null && (partition.length != Integer.BYTES || partition[0] < 0)) {
            throw new UnreadableEventException(
                    HEADERS, "header " + PARTITION + " must be a big-endian int32, and not negative");
        }
        if (correlation != null && correlation.length > MAX_CORRELATION) {
            throw new UnreadableEventException(
                    HEADERS, "header " + CORRELATION + " must have at most " + MAX_CORRELATION + " bytes");
        }
        return new ReturnAddress(
                Optional.ofNullable(correlation).map(Correlation::new),
                Optional.ofNullable(topic).map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                Optional.ofNullable(partition)
                        .map(bytes -> ByteBuffer.wrap(bytes).getInt()));
    }

    void writeTo(Headers headers) {
        correlation.ifPresent(c -> headers.add(CORRELATION, c.bytes()));
        topic.ifPresent(t -> headers.add(TOPIC, t.getBytes(StandardCharsets.UTF_8)));
        partition.ifPresent(p -> headers.add(
                PARTITION, ByteBuffer.allocate(Integer.BYTES).putInt(p).array()));
    }
}
