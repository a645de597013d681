package org.sessiontoken.broker.intake;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** How much memory a record may occupy, itself or as its dead letter, until its outcome is written: an upper estimate. */
final class HeldSize {

    /** For the objects around the content. */
    private static final int OVERHEAD = 512;

    /** JSON writes a control character of a header's name in six bytes. */
    private static final int ESCAPED = 6;

    /** For a record so large that even its header names cannot be looked at; nothing of it is kept for long. */
    private static final long TOO_LARGE = 1L << 30;

    private HeldSize() {}

    static long of(ConsumerRecord<byte[], byte[]> record) {
        try {
            return estimate(record);
        } catch (OutOfMemoryError tooLarge) {
            return TOO_LARGE;
        }
    }

    private static long estimate(ConsumerRecord<byte[], byte[]> record) {
        long size = OVERHEAD + length(record.key()) + 2L * length(record.value());
        for (Header header : record.headers()) {
            size += (long) ESCAPED * header.key().length() + length(header.value());
        }
        return size;
    }

    /** Of records that cannot be decoded nothing is held but a small dead letter. */
    static long ofUndecodable() {
        return OVERHEAD;
    }

    private static long length(byte @Nullable [] part) {
        return part == null ? 0 : part.length;
    }
}
