package org.sessiontoken.event;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Writes and reads changes of circuit breakers; no other class does. Stateless; safe for all threads. */
public final class BreakerChangeCodec {

    /** The CloudEvents {@code type} of a change. */
    public static final String TYPE = "org.sessiontoken.breaker-changed.v1";

    private BreakerChangeCodec() {}

    /** The record for {@link Topics#BREAKERS}, keyed as the catalogue is. */
    public static ProducerRecord<byte[], byte[]> write(BreakerChanged change) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.BREAKERS, AuthServiceCodec.keyBytes(key(change)), JsonEventWriter.write(change));
        CloudEventHeaders.write(
                record.headers(), TYPE, UUID.randomUUID().toString(), "/session-token-broker", change.changedAt());
        return record;
    }

    /**
     * Reads a change.
     *
     * @throws UnreadableEventException if the record is not a change as described, or has the key of another auth service
     */
    public static BreakerChanged read(ConsumerRecord<byte[], byte[]> record) {
        BreakerChanged change = JsonObjectReader.of(record.value()).as(BreakerChangeCodec::change);
        CloudEventHeaders.requireType(record.headers(), TYPE);
        AuthServiceCodec.requireKey(record, key(change));
        return change;
    }

    private static AuthServiceCodec.Key key(BreakerChanged change) {
        return new AuthServiceCodec.Key(change.tenantId(), change.authServiceId());
    }

    private static BreakerChanged change(JsonObjectReader members) {
        return new BreakerChanged(
                members.required("tenantId", TenantId::new),
                members.required("authServiceId", AuthServiceId::new),
                members.oneOf("from", BreakerState.values(), BreakerState::code),
                members.oneOf("to", BreakerState.values(), BreakerState::code),
                members.required("changedAt", Rfc3339DateTime::parse),
                members.text("instance"));
    }
}
