package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.HEADERS;
import static org.sessiontoken.event.UnreadableEventException.Cause.KEY;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** Writes and reads attempts to sign on; no other class does. Stateless; safe for all threads. */
public final class SignOnCodec {

    /** The CloudEvents {@code type} of an attempt to sign on. */
    public static final String TYPE = "org.sessiontoken.sign-on-requested.v1";

    private static final List<String> SEALED = List.of("parameters", "sessionToken", "repeatKey", "pin");

    private SignOnCodec() {}

    /** The record for {@link Topics#SIGN_ONS}. Kafka chooses the partition by the key, and by nothing else. */
    public static ProducerRecord<byte[], byte[]> write(SignOnEvent event) {
        SignOnRequested request = event.request();
        return new RequestAttributes(
                        TYPE,
                        request.requestId(),
                        request.requestor(),
                        request.requestedAt(),
                        request.expiresAt(),
                        event.correlationId(),
                        event.returnAddress(),
                        event.trace())
                .write(Topics.SIGN_ONS, event.tokenHash().value().getBytes(StandardCharsets.US_ASCII), request);
    }

    /**
     * Reads an attempt to sign on, in CloudEvents binary or structured mode.
     *
     * @throws UnreadableEventException if the record is not an attempt as described
     */
    public static SignOnEvent read(ConsumerRecord<byte[], byte[]> record) {
        ReceivedRequest received = new ReceivedRequest(record, SEALED);
        SignOnRequested request = received.request().as(SignOnCodec::request);
        received.require(TYPE, request.requestId());
        return new SignOnEvent(
                tokenHash(record.key()),
                correlationId(received.correlationAttribute()),
                request,
                ReturnAddress.readFrom(record.headers()),
                CloudEventHeaders.readTrace(record.headers()));
    }

    /** What can be read of a record that {@link #read} refuses. Throws nothing. Its key is no correlation ID, though it may look like one. */
    public static PartialRequest readPartially(ConsumerRecord<byte[], byte[]> record) {
        return PartialRequest.of(record, null);
    }

    private static TokenHash tokenHash(byte @Nullable [] key) {
        if (key == null) {
            throw new UnreadableEventException(KEY, "the key must be the hash of the session token, and it is missing");
        }
        try {
            return new TokenHash(new String(key, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notAHash) {
            throw new UnreadableEventException(
                    KEY, "the key must be the hash of the session token: " + notAHash.getMessage());
        }
    }

    private static CorrelationId correlationId(@Nullable String attribute) {
        if (attribute == null) {
            throw new UnreadableEventException(
                    HEADERS, "the attribute correlationid must be the correlation ID, and it is missing");
        }
        try {
            return new CorrelationId(attribute);
        } catch (IllegalArgumentException notAnId) {
            throw new UnreadableEventException(
                    HEADERS, "the attribute correlationid must be the correlation ID: " + notAnId.getMessage());
        }
    }

    private static SignOnRequested request(JsonObjectReader members) {
        return new SignOnRequested(
                members.required("requestId", RequestId::new),
                members.required("tenantId", TenantId::new),
                members.required("authServiceId", AuthServiceId::new),
                members.required("clientId", ClientId::new),
                members.required("credentials", Jwe::new),
                members.required("requestedAt", Rfc3339DateTime::parse),
                members.required("expiresAt", Rfc3339DateTime::parse),
                members.required("requestor", RequestorName::new),
                members.optional("callerAddress", IpAddress::new));
    }
}
