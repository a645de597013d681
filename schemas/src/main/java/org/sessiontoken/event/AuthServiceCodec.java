package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.KEY;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.AuthServiceDescribed.Operation;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.TenantId;

/**
 * Writes and reads the entries of the catalogue; no other class does. A key is the tenant ID, a slash, and the auth
 * service's ID. A tenant ID has no slash, so no two auth services share a key. Stateless; safe for all threads.
 */
public final class AuthServiceCodec {

    /** The CloudEvents {@code type} of a catalogue entry. */
    public static final String TYPE = "org.sessiontoken.auth-service-described.v1";

    private AuthServiceCodec() {}

    /**
     * Names an auth service among those of all tenants.
     *
     * @param tenantId the tenant that has the auth service
     * @param authServiceId the auth service's ID, which is unique within the tenant
     */
    public record Key(TenantId tenantId, AuthServiceId authServiceId) {}

    /** The record for {@link Topics#AUTH_SERVICES} that adds or replaces an entry. */
    public static ProducerRecord<byte[], byte[]> write(AuthServiceDescribed entry, Instant time) {
        Key key = new Key(entry.tenantId(), entry.authServiceId());
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topics.AUTH_SERVICES, keyBytes(key), JsonEventWriter.write(entry));
        CloudEventHeaders.write(record.headers(), TYPE, UUID.randomUUID().toString(), "/session-token-broker", time);
        return record;
    }

    /** The record for {@link Topics#AUTH_SERVICES} that removes an entry. */
    public static ProducerRecord<byte[], byte[]> writeRemoval(Key key) {
        byte @Nullable [] nothing = null;
        return new ProducerRecord<>(Topics.AUTH_SERVICES, keyBytes(key), nothing);
    }

    /**
     * Reads the key of the entry that a record adds, replaces or removes.
     *
     * @throws UnreadableEventException if the key is not as described
     */
    public static Key readKey(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] bytes = record.key();
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new UnreadableEventException(KEY, "the key must be a tenant ID, a slash, and an auth service's ID");
        }
        try {
            return new Key(new TenantId(text.substring(0, slash)), new AuthServiceId(text.substring(slash + 1)));
        } catch (IllegalArgumentException malformed) {
            throw new UnreadableEventException(KEY, "the key is not as described: " + malformed.getMessage());
        }
    }

    /**
     * Reads the entry that a record adds or replaces. The result is empty if the record removes an entry.
     *
     * @throws UnreadableEventException if the record is not an entry as described, or has the key of another entry
     */
    public static Optional<AuthServiceDescribed> readEntry(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null) {
            return Optional.empty();
        }
        RecordSize.require(record);
        AuthServiceDescribed entry = JsonObjectReader.of(value).as(AuthServiceCodec::entry);
        CloudEventHeaders.requireType(record.headers(), TYPE);
        requireKey(record, new Key(entry.tenantId(), entry.authServiceId()));
        return Optional.of(entry);
    }

    /** Refuses a record that has another key than its value demands. */
    static void requireKey(ConsumerRecord<byte[], byte[]> record, Key expected) {
        if (!readKey(record).equals(expected)) {
            throw new UnreadableEventException(KEY, "the key must be that of the tenant and auth service in the value");
        }
    }

    static byte[] keyBytes(Key key) {
        return (key.tenantId() + "/" + key.authServiceId()).getBytes(StandardCharsets.UTF_8);
    }

    private static AuthServiceDescribed entry(JsonObjectReader members) {
        return new AuthServiceDescribed(
                members.required("tenantId", TenantId::new),
                members.required("authServiceId", AuthServiceId::new),
                members.textsByName("displayAttributes"),
                members.objects("operations", AuthServiceCodec::operation),
                members.has("repeatable") && members.flag("repeatable"),
                members.has("requestsPerSecond")
                        ? (Integer) (int)
                                members.number("requestsPerSecond", 1, AuthServiceDescribed.MAX_REQUESTS_PER_SECOND)
                        : null);
    }

    private static Operation operation(JsonObjectReader members) {
        return new Operation(
                members.required("name", OperationName::new),
                members.objects("parameters", AuthServiceCodec::parameter));
    }

    private static ParameterProperty parameter(JsonObjectReader members) {
        return new ParameterProperty(members.text("name"), members.flag("mandatory"), members.flag("isPassword"));
    }
}
