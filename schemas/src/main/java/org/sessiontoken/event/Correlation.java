package org.sessiontoken.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.value.RequestId;

/**
 * The bytes that a requestor finds its reply by. The broker echoes them unread; each request in flight has its own, also
 * where several share a {@link org.sessiontoken.value.CorrelationId}.
 */
public final class Correlation {

    private final byte[] bytes;

    /** Keeps the bytes as they are; the array is copied. */
    public Correlation(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The request ID's bytes, which no other request has. */
    public static Correlation of(RequestId requestId) {
        return new Correlation(requestId.value().getBytes(StandardCharsets.US_ASCII));
    }

    /** The correlation of a record, if it has one: enough to skip a foreign reply without reading its value. */
    public static Optional<Correlation> of(Headers headers) {
        return Optional.ofNullable(CloudEventHeaders.last(headers, ReturnAddress.CORRELATION))
                .map(Correlation::new);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Correlation correlation && Arrays.equals(bytes, correlation.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Correlation[" + bytes.length + " bytes]";
    }
}
