package org.sessiontoken.event;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes and reads counts of wrong credentials; no other class does. Stateless; safe for all threads. */
public final class FailureCountCodec {

    /** The CloudEvents {@code type} of the counts. */
    public static final String TYPE = "org.sessiontoken.failures-counted.v1";

    private FailureCountCodec() {}

    /** The record for {@link Topics#FAILURES}, keyed by its writer. */
    public static ProducerRecord<byte[], byte[]> write(FailuresCounted counted) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.FAILURES, counted.writer().getBytes(StandardCharsets.UTF_8), JsonEventWriter.write(counted));
        CloudEventHeaders.write(
                record.headers(), TYPE, UUID.randomUUID().toString(), "/session-token-broker", counted.countedAt());
        return record;
    }

    /**
     * Reads counts.
     *
     * @throws UnreadableEventException if the record is not as described
     */
    public static FailuresCounted read(ConsumerRecord<byte[], byte[]> record) {
        RecordSize.require(record);
        FailuresCounted counted = JsonObjectReader.of(record.value()).as(FailureCountCodec::counted);
        CloudEventHeaders.requireType(record.headers(), TYPE);
        return counted;
    }

    private static FailuresCounted counted(JsonObjectReader members) {
        return new FailuresCounted(
                members.text("writer"),
                members.required("countedAt", Rfc3339DateTime::parse),
                members.objects("counts", FailureCountCodec::count));
    }

    private static FailureCount count(JsonObjectReader members) {
        return new FailureCount(members.text("key"), (int) members.number("added", FailureCount.BOUND), (int)
                members.number("removed", FailureCount.BOUND));
    }
}
