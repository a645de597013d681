package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.PLAIN_PARAMETERS;
import static org.sessiontoken.event.UnreadableEventException.Cause.VALUE;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
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

    private RequestCodec() {}

    /** The record for {@link Topics#REQUESTS}. */
    public static ProducerRecord<byte[], byte[]> write(RequestEvent event) {
        SessionTokenRequested request = event.request();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.REQUESTS, CorrelationIdSerde.serialize(event.correlationId()), JsonEventWriter.write(request));
        Headers headers = record.headers();
        CloudEventHeaders.write(
                headers,
                TYPE,
                request.requestId().value(),
                "/requestors/" + request.requestor(),
                request.requestedAt());
        CloudEventHeaders.add(headers, "ce_correlationid", event.correlationId().value());
        CloudEventHeaders.add(headers, "ce_expirytime", request.expiresAt().toString());
        CloudEventHeaders.writeTrace(headers, event.trace());
        event.returnAddress().writeTo(headers);
        return record;
    }

    /**
     * Reads a request, in CloudEvents binary or structured mode.
     *
     * @throws UnreadableEventException if the record is not a request as described
     */
    public static RequestEvent read(ConsumerRecord<byte[], byte[]> record) {
        RecordSize.require(record);
        JsonObjectReader value = JsonObjectReader.of(record.value());
        refusePlainParameters(value);
        boolean structured = CloudEventHeaders.isStructured(record.headers());
        JsonObjectReader data = structured ? dataOf(value) : value;
        SessionTokenRequested request = data.as(RequestCodec::request);
        if (structured) {
            requireAttributes(value, request);
        } else {
            CloudEventHeaders.require(
                    record.headers(), TYPE, request.requestId().value());
        }
        return new RequestEvent(
                CorrelationIdSerde.deserialize(record.key()),
                request,
                ReturnAddress.readFrom(record.headers()),
                CloudEventHeaders.readTrace(record.headers()));
    }

    /** What can be read of a record that {@link #read} refuses. Throws nothing. */
    public static PartialRequest readPartially(ConsumerRecord<byte[], byte[]> record) {
        return PartialRequest.of(record);
    }

    private static void refusePlainParameters(JsonObjectReader members) {
        if (members.has("parameters")) {
            throw new UnreadableEventException(
                    PLAIN_PARAMETERS,
                    "parameters must be sealed: send them as JWE in 'credentials', never in the clear");
        }
    }

    private static JsonObjectReader dataOf(JsonObjectReader event) {
        if (!event.hasObject("data")) {
            throw new UnreadableEventException(
                    VALUE, "a structured CloudEvent must have its request as the object 'data'");
        }
        JsonObjectReader data = event.object("data");
        refusePlainParameters(data);
        return data;
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

    private static void requireAttributes(JsonObjectReader event, SessionTokenRequested request) {
        CloudEventHeaders.requireText(
                "member 'specversion'", event.textIfAny("specversion"), CloudEventHeaders.SPEC_VERSION);
        CloudEventHeaders.requireText("member 'type'", event.textIfAny("type"), TYPE);
        CloudEventHeaders.requireId(
                "member 'id'", event.textIfAny("id"), request.requestId().value());
    }
}
