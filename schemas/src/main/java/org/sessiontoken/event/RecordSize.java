package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.TOO_LARGE;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The size of a record that has been unpacked. Kafka bounds only the size of a compressed batch, and a thousandth of a
 * record may be in it.
 */
final class RecordSize {

    /** Several times the size of the largest request and reply: key, header names and values, and value together. */
    static final int MAX_BYTES = 1024 * 1024;

    private RecordSize() {}

    /** Refuses a record that is larger than any event. */
    static void require(ConsumerRecord<byte[], byte[]> record) {
        long size = length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += header.key().length() + length(header.value());
        }
        if (size > MAX_BYTES) {
            throw new UnreadableEventException(
                    TOO_LARGE,
                    "the record must have at most " + MAX_BYTES + " bytes of key, headers and value, once unpacked");
        }
    }

    private static long length(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }
}
