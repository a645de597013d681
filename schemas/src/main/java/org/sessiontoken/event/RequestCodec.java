package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.PLAIN_PARAMETERS;
import static org.sessiontoken.event.UnreadableEventException.Cause.VALUE;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The one way to write and to read a request. Stateless; safe for all threads. */
public final class RequestCodec {

    /** The CloudEvents {@code type} of a request. */
    public static final String TYPE = "org.sessiontoken.requested.v1";

    private RequestCodec() {}

    /** The record for {@link Topics#REQUESTS}. */
    public static ProducerRecord<byte[], byte[]> write(RequestEvent event) {
        SessionTokenRequested request = event.request();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.REQUESTS, RecordKeys.write(event.correlationId()), JsonValues.write(request));
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
        JsonNode value = JsonValues.tree(record.value());
        boolean structured = CloudEventHeaders.isStructured(record.headers());
        JsonNode data = structured ? dataOf(value) : value;
        if (value.has("parameters") || data.has("parameters")) {
            throw new UnreadableEventException(
                    PLAIN_PARAMETERS,
                    "parameters must be sealed: send them as JWE in 'credentials', never in the clear");
        }
        SessionTokenRequested request = JsonValues.read(data, SessionTokenRequested.class);
        if (structured) {
            requireAttributes(value, request);
        } else {
            CloudEventHeaders.require(
                    record.headers(), TYPE, request.requestId().value());
        }
        return new RequestEvent(
                RecordKeys.read(record.key()),
                request,
                ReturnAddress.readFrom(record.headers()),
                CloudEventHeaders.readTrace(record.headers()));
    }

    private static JsonNode dataOf(JsonNode event) {
        JsonNode data = event.get("data");
        if (data == null || !data.isObject()) {
            throw new UnreadableEventException(
                    VALUE, "a structured CloudEvent must have its request as the object 'data'");
        }
        return data;
    }

    private static void requireAttributes(JsonNode event, SessionTokenRequested request) {
        CloudEventHeaders.requireAttribute(
                "specversion", attribute(event, "specversion"), CloudEventHeaders.SPEC_VERSION);
        CloudEventHeaders.requireAttribute("type", attribute(event, "type"), TYPE);
        CloudEventHeaders.requireAttribute(
                "id", attribute(event, "id"), request.requestId().value());
    }

    private static @Nullable String attribute(JsonNode event, String name) {
        JsonNode value = event.get(name);
        return value == null ? null : value.stringValue(null);
    }
}
