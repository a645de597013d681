package org.sessiontoken.event;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The one way to write and to read a dead letter. Stateless; safe for all threads. */
public final class DeadLetterCodec {

    /** The CloudEvents {@code type} of a dead letter. */
    public static final String TYPE = "org.sessiontoken.dead-lettered.v1";

    private DeadLetterCodec() {}

    /**
     * The record for {@link Topics#DEAD_LETTERS}. Its id is where the record was found, so that a record found twice is
     * the same dead letter twice.
     *
     * @param key the found record's key, as it was found
     */
    public static ProducerRecord<byte[], byte[]> write(byte @Nullable [] key, DeadLettered letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DEAD_LETTERS, key, JsonValues.write(letter));
        CloudEventHeaders.write(record.headers(), TYPE, id(letter), "/session-token-broker", letter.foundAt());
        return record;
    }

    /**
     * Reads a dead letter.
     *
     * @throws UnreadableEventException if the record is not a dead letter as described
     */
    public static DeadLettered read(ConsumerRecord<byte[], byte[]> record) {
        DeadLettered letter = JsonValues.read(JsonValues.tree(record.value()), DeadLettered.class);
        CloudEventHeaders.require(record.headers(), TYPE, id(letter));
        return letter;
    }

    private static String id(DeadLettered letter) {
        return letter.topic() + "-" + letter.partition() + "-" + letter.offset();
    }
}
