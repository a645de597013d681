package org.sessiontoken.event;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** Writes and reads replies to attempts to sign on; no other class does. Stateless; safe for all threads. */
public final class SignOnReplyCodec {

    /** The CloudEvents {@code type} of a reply to an attempt to sign on. */
    public static final String TYPE = "org.sessiontoken.signed-on.v1";

    private SignOnReplyCodec() {}

    /**
     * The record for the reply topic of the requestor.
     *
     * @param partition the partition that the requestor reads; if empty, Kafka chooses the partition by the key
     */
    public static ProducerRecord<byte[], byte[]> write(SignOnReplyEvent event, Optional<Integer> partition) {
        SignOnReplied reply = event.reply();
        return new ReplyAttributes(
                        TYPE,
                        "/session-token-broker/session-service",
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
    public static SignOnReplyEvent read(ConsumerRecord<byte[], byte[]> record) {
        RecordSize.require(record);
        SignOnReplied reply = JsonObjectReader.of(record.value()).as(SignOnReplyCodec::reply);
        CloudEventHeaders.require(record.headers(), TYPE, reply.requestId().value());
        return new SignOnReplyEvent(
                CorrelationIdSerde.deserialize(record.key()),
                reply,
                CorrelationKey.of(record.headers()),
                CloudEventHeaders.readTrace(record.headers()));
    }

    /**
     * Whether a record of a reply topic says that it is a reply to an attempt to sign on. Whoever reads the topic for the replies
     * to requests for session tokens passes it over.
     */
    public static boolean isReply(Headers headers) {
        return CloudEventHeaders.isOfType(headers, TYPE);
    }

    private static SignOnReplied reply(JsonObjectReader members) {
        return new SignOnReplied(
                members.required("requestId", RequestId::new),
                members.optional("tenantId", TenantId::new),
                members.optional("authServiceId", AuthServiceId::new),
                members.required("requestor", RequestorName::new),
                members.optional("clientId", ClientId::new),
                members.oneOf("outcome", SignOnOutcome.values(), SignOnOutcome::code),
                members.required("reason", ReasonCode::new),
                members.optionalText("detail"),
                members.optional("tokenHash", TokenHash::new),
                members.optional("accountId", AccountId::new),
                members.optional("tokens", Jwe::new),
                members.optional("accessTokenId", AccessTokenId::new),
                members.optional("expiresAt", Rfc3339DateTime::parse),
                members.required("decidedAt", Rfc3339DateTime::parse),
                members.object("timings").as(SignOnReplyCodec::timings),
                members.text("instance"),
                members.optional("callerAddress", IpAddress::new));
    }

    /** No backend is called. */
    private static Timings timings(JsonObjectReader members) {
        return Timings.readFrom(members, List.of());
    }
}
