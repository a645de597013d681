package org.sessiontoken.event;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** Writes and reads replies to requests for session tokens; no other class does. Stateless; safe for all threads. */
public final class ReplyCodec {

    /** The CloudEvents {@code type} of a reply. */
    public static final String TYPE = "org.sessiontoken.replied.v1";

    private ReplyCodec() {}

    /**
     * The record for the reply topic of the requestor.
     *
     * @param partition the partition that the requestor reads; if empty, Kafka chooses the partition by the key
     */
    public static ProducerRecord<byte[], byte[]> write(ReplyEvent event, Optional<Integer> partition) {
        SessionTokenReplied reply = event.reply();
        return new ReplyAttributes(
                        TYPE,
                        "/session-token-broker",
                        reply.requestId(),
                        reply.requestor(),
                        reply.timings().repliedAt(),
                        event.correlationId(),
                        event.correlationKey(),
                        event.trace())
                .write(partition, reply);
    }

    /**
     * Reads a reply.
     *
     * @throws UnreadableEventException if the record is not a reply as described
     */
    public static ReplyEvent read(ConsumerRecord<byte[], byte[]> record) {
        RecordSize.require(record);
        SessionTokenReplied reply = JsonObjectReader.of(record.value()).as(ReplyCodec::reply);
        CloudEventHeaders.require(record.headers(), TYPE, reply.requestId().value());
        return new ReplyEvent(
                CorrelationIdSerde.deserialize(record.key()),
                reply,
                CorrelationKey.of(record.headers()),
                CloudEventHeaders.readTrace(record.headers()));
    }

    /**
     * Whether a record of a reply topic says that it is a reply to a request for a session token. Replies to sign-ons are on the
     * same topics.
     */
    public static boolean isReply(Headers headers) {
        return CloudEventHeaders.isOfType(headers, TYPE);
    }

    private static SessionTokenReplied reply(JsonObjectReader members) {
        return new SessionTokenReplied(
                members.required("requestId", RequestId::new),
                members.optional("tenantId", TenantId::new),
                members.optional("authServiceId", AuthServiceId::new),
                members.required("requestor", RequestorName::new),
                members.oneOf("outcome", Outcome.values(), Outcome::code),
                members.required("reason", ReasonCode::new),
                members.optionalText("detail"),
                members.optional("accountId", AccountId::new),
                members.optional("tokenHash", TokenHash::new),
                members.optional("sessionToken", Jwe::new),
                members.optional("expiresAt", Rfc3339DateTime::parse),
                members.optionalSeconds("retryAfter"),
                members.object("timings").as(ReplyCodec::timings),
                members.text("instance"),
                Attempt.readFrom(members),
                members.optional("callerAddress", IpAddress::new));
    }

    private static Timings timings(JsonObjectReader members) {
        return Timings.readFrom(
                members, members.has("calls") ? members.objects("calls", BackendCall::read) : List.of());
    }
}
