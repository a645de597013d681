package org.sessiontoken.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.value.RequestId;

/**
 * The bytes by which a requestor finds its reply, called as in Spring Kafka's {@code ReplyingKafkaTemplate}. The broker
 * echoes them without reading them. Each request in flight has its own, even if several share a
 * {@link org.sessiontoken.value.CorrelationId}, which names the caller's call flow.
 */
public final class CorrelationKey {

    private final byte[] bytes;

    /** Copies the bytes. */
    public CorrelationKey(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The bytes of the request ID, which no other request has. */
    public static CorrelationKey of(RequestId requestId) {
        return new CorrelationKey(requestId.value().getBytes(StandardCharsets.US_ASCII));
    }

    /** The correlation key of a record, if it has one. With it a foreign reply is skipped without reading the value. */
    public static Optional<CorrelationKey> of(Headers headers) {
        return Optional.ofNullable(CloudEventHeaders.last(headers, ReturnAddress.CORRELATION_KEY))
                .map(CorrelationKey::new);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorrelationKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "CorrelationKey[" + bytes.length + " bytes]";
    }
}
