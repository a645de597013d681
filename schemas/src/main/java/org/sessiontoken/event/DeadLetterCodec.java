package org.sessiontoken.event;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;

/** Writes and reads dead letters; no other class does. Stateless; safe for all threads. */
public final class DeadLetterCodec {

    /** The CloudEvents {@code type} of a dead letter. */
    public static final String TYPE = "org.sessiontoken.dead-lettered.v1";

    private DeadLetterCodec() {}

    /**
     * The record for {@link Topics#DEAD_LETTERS}. Its id consists of the topic, partition and offset of the unreadable
     * record, so that a record which is found twice becomes the same dead letter twice.
     *
     * @param key the unreadable record's key, or its beginning
     */
    public static ProducerRecord<byte[], byte[]> write(byte @Nullable [] key, DeadLettered letter) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.DEAD_LETTERS, key, JsonEventWriter.write(letter));
        CloudEventHeaders.write(record.headers(), TYPE, id(letter), "/session-token-broker", letter.foundAt());
        return record;
    }

    /**
     * Reads a dead letter.
     *
     * @throws UnreadableEventException if the record is not a dead letter as described
     */
    public static DeadLettered read(ConsumerRecord<byte[], byte[]> record) {
        DeadLettered letter = JsonObjectReader.of(record.value()).as(DeadLetterCodec::letter);
        CloudEventHeaders.require(record.headers(), TYPE, id(letter));
        return letter;
    }

    private static String id(DeadLettered letter) {
        return id(letter.topic(), letter.partition(), letter.offset());
    }

    /** The id of the dead letter of a record, which no other dead letter has. */
    public static String id(String topic, int partition, long offset) {
        return topic + "-" + partition + "-" + offset;
    }

    private static DeadLettered letter(JsonObjectReader members) {
        return new DeadLettered(
                members.required("reason", ReasonCode::new),
                members.text("detail"),
                members.text("topic"),
                (int) members.number("partition", Integer.MAX_VALUE),
                members.number("offset", Long.MAX_VALUE),
                members.required("foundAt", Rfc3339DateTime::parse),
                members.texts("headerNames"),
                members.optional("value", Jwe::new),
                members.has("lastOffset") ? members.number("lastOffset", Long.MAX_VALUE) : null,
                members.has("cut") ? members.objects("cut", DeadLetterCodec::cut) : List.of(),
                members.optional("requestId", RequestId::new),
                members.optional("correlationId", CorrelationId::new));
    }

    private static DeadLettered.Cut cut(JsonObjectReader members) {
        return new DeadLettered.Cut(
                members.oneOf("part", DeadLettered.Part.values(), DeadLettered.Part::code),
                members.number("length", Long.MAX_VALUE),
                members.text("sha256"));
    }
}
