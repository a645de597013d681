package org.sessiontoken.event;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.value.IpAddress;

/** Writes and reads accesses to what is recorded; no other class does. Stateless; safe for all threads. */
public final class AccessCodec {

    /** The CloudEvents {@code type} of an access. */
    public static final String TYPE = "org.sessiontoken.accessed.v1";

    private AccessCodec() {}

    /** The record for {@link Topics#ACCESSES}, keyed by the user. */
    public static ProducerRecord<byte[], byte[]> write(Accessed access) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.ACCESSES, access.user().getBytes(StandardCharsets.UTF_8), JsonEventWriter.write(access));
        CloudEventHeaders.write(
                record.headers(), TYPE, access.accessId(), "/session-token-broker/audit-console", access.accessedAt());
        return record;
    }

    /**
     * Reads an access.
     *
     * @throws UnreadableEventException if the record is not as described
     */
    public static Accessed read(ConsumerRecord<byte[], byte[]> record) {
        RecordSize.require(record);
        Accessed access = JsonObjectReader.of(record.value()).as(AccessCodec::access);
        CloudEventHeaders.require(record.headers(), TYPE, access.accessId());
        return access;
    }

    private static Accessed access(JsonObjectReader members) {
        return new Accessed(
                members.text("accessId"),
                members.required("accessedAt", Rfc3339DateTime::parse),
                members.oneOf("kind", AccessKind.values(), AccessKind::code),
                members.text("user"),
                members.text("role"),
                members.optional("address", IpAddress::new),
                members.text("resource"),
                members.objects("criteria", AccessCodec::criterion));
    }

    private static AccessCriterion criterion(JsonObjectReader members) {
        return new AccessCriterion(members.text("name"), members.text("value"));
    }
}
