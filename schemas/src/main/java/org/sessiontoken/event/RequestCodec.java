package org.sessiontoken.event;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;

/** Writes and reads requests; no other class does. Stateless; safe for all threads. */
public final class RequestCodec {

    /** The CloudEvents {@code type} of a request. */
    public static final String TYPE = "org.sessiontoken.requested.v1";

    private static final List<String> SEALED = List.of("parameters");

    private RequestCodec() {}

    /** The record for {@link Topics#REQUESTS}. */
    public static ProducerRecord<byte[], byte[]> write(RequestEvent event) {
        SessionTokenRequested request = event.request();
        return new RequestAttributes(
                        TYPE,
                        request.requestId(),
                        request.requestor(),
                        request.requestedAt(),
                        request.expiresAt(),
                        event.correlationId(),
                        event.returnAddress(),
                        event.trace())
                .write(Topics.REQUESTS, CorrelationIdSerde.serialize(event.correlationId()), request);
    }

    /**
     * Reads a request, in CloudEvents binary or structured mode.
     *
     * @throws UnreadableEventException if the record is not a request as described
     */
    public static RequestEvent read(ConsumerRecord<byte[], byte[]> record) {
        ReceivedRequest received = new ReceivedRequest(record, SEALED);
        SessionTokenRequested request = received.request().as(RequestCodec::request);
        received.require(TYPE, request.requestId());
        return new RequestEvent(
                CorrelationIdSerde.deserialize(record.key()),
                request,
                ReturnAddress.readFrom(record.headers()),
                CloudEventHeaders.readTrace(record.headers()));
    }

    /** What can be read of a record that {@link #read} refuses. Throws nothing. */
    public static PartialRequest readPartially(ConsumerRecord<byte[], byte[]> record) {
        return PartialRequest.of(record, record.key());
    }

    private static SessionTokenRequested request(JsonObjectReader members) {
        return new SessionTokenRequested(
                members.required("requestId", RequestId::new),
                members.required("tenantId", TenantId::new),
                members.required("authServiceId", AuthServiceId::new),
                members.texts("parameterNames"),
                members.required("credentials", Jwe::new),
                members.required("requestedAt", Rfc3339DateTime::parse),
                members.required("expiresAt", Rfc3339DateTime::parse),
                members.required("requestor", RequestorName::new),
                Attempt.readFrom(members),
                members.optional("callerAddress", IpAddress::new));
    }
}
