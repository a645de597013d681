package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.KEY;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.CorrelationId;

/** Serialises correlation IDs as the keys of requests and replies, and reads them back. */
final class CorrelationIdSerde {

    private CorrelationIdSerde() {}

    static byte[] serialize(CorrelationId correlationId) {
        return correlationId.value().getBytes(StandardCharsets.US_ASCII);
    }

    static CorrelationId deserialize(byte @Nullable [] key) {
        if (key == null) {
            throw new UnreadableEventException(KEY, "the key must be the correlation ID, and it is missing");
        }
        try {
            return new CorrelationId(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notAnId) {
            throw new UnreadableEventException(KEY, "the key must be the correlation ID: " + notAnId.getMessage());
        }
    }
}
