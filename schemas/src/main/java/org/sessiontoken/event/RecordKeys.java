package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.KEY;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.CorrelationId;

/** Correlation IDs as record keys. */
final class RecordKeys {

    private RecordKeys() {}

    static byte[] write(CorrelationId correlationId) {
        return correlationId.value().getBytes(StandardCharsets.US_ASCII);
    }

    static CorrelationId read(byte @Nullable [] key) {
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
