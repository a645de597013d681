package org.sessiontoken.event;

import static org.sessiontoken.event.UnreadableEventException.Cause.PLAIN_PARAMETERS;
import static org.sessiontoken.event.UnreadableEventException.Cause.VALUE;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.RequestId;

/**
 * A record that asks for something, in CloudEvents binary or structured mode: what is read of it alike, whatever it asks for.
 * What is not as described is refused with an {@link UnreadableEventException}.
 */
final class ReceivedRequest {

    private final ConsumerRecord<byte[], byte[]> record;
    private final JsonObjectReader value;
    private final JsonObjectReader request;
    private final boolean structured;

    /**
     * Reads a record as far as all requests are alike.
     *
     * @param sealed the members that nobody may write in the clear
     */
    ReceivedRequest(ConsumerRecord<byte[], byte[]> record, List<String> sealed) {
        RecordSize.require(record);
        this.record = record;
        this.value = JsonObjectReader.of(record.value());
        refusePlain(value, sealed);
        this.structured = CloudEventHeaders.isStructured(record.headers());
        this.request = structured ? dataOf(value) : value;
        refusePlain(request, sealed);
    }

    private static void refusePlain(JsonObjectReader members, List<String> sealed) {
        if (sealed.stream().anyMatch(members::has)) {
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
        return event.object("data");
    }

    /** The members of the request. */
    JsonObjectReader request() {
        return request;
    }

    /** Refuses a record whose attributes are not those of an event of this type and id. */
    void require(String type, RequestId id) {
        if (structured) {
            CloudEventHeaders.requireText(
                    "member 'specversion'", value.textIfAny("specversion"), CloudEventHeaders.SPEC_VERSION);
            CloudEventHeaders.requireText("member 'type'", value.textIfAny("type"), type);
            CloudEventHeaders.requireId("member 'id'", value.textIfAny("id"), id.value());
        } else {
            CloudEventHeaders.require(record.headers(), type, id.value());
        }
    }

    /** The CloudEvents attribute {@code correlationid}, or null if it is missing. */
    @Nullable
    String correlationAttribute() {
        return structured
                ? value.textIfAny("correlationid")
                : CloudEventHeaders.text(record.headers(), CloudEventHeaders.CORRELATION_ID);
    }
}
