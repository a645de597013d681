package org.sessiontoken.event;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TraceParent;

/**
 * What can be read of a record on the request topic that is not a request as described, so that whoever wrote it can be told
 * what is wrong. Each part is read by itself. Nothing of it is verified: anybody may have written it.
 *
 * @param requestId that of the value, or else the CloudEvents {@code id}
 * @param correlationId the record's key, or else the CloudEvents {@code correlationid}
 * @param tenantId that of the value
 * @param authServiceId that of the value
 * @param requestor that of the value, or else the one whose reply topic the return address names
 * @param attempt that of the value
 * @param callerAddress that of the value
 * @param returnAddress the parts of the return address that are as described
 * @param trace the distributed trace that the request belongs to, if any
 */
public record PartialRequest(
        Optional<RequestId> requestId,
        Optional<CorrelationId> correlationId,
        Optional<TenantId> tenantId,
        Optional<AuthServiceId> authServiceId,
        Optional<RequestorName> requestor,
        Optional<Attempt> attempt,
        Optional<IpAddress> callerAddress,
        ReturnAddress returnAddress,
        Optional<TraceParent> trace) {

    /** Longer than any part; a longer text is not even decoded. */
    private static final int MAX_BYTES = 1024;

    /**
     * Reads what can be read; throws nothing, whatever the record is.
     *
     * @param correlationId what should be the correlation ID if it is not in a header; null if it is never elsewhere
     */
    static PartialRequest of(ConsumerRecord<byte[], byte[]> record, byte @Nullable [] correlationId) {
        Headers headers = record.headers();
        Optional<JsonObjectReader> value = value(record);
        boolean structured = value.isPresent() && CloudEventHeaders.isStructured(headers);
        Optional<JsonObjectReader> request = structured ? value.flatMap(PartialRequest::data) : value;
        ReturnAddress address = ReturnAddress.readWhatIsAsDescribed(headers);
        return new PartialRequest(
                part(request, "requestId", RequestId::new)
                        .or(() -> part(headers, "ce_id", RequestId::new))
                        .or(() -> structured ? part(value, "id", RequestId::new) : Optional.empty()),
                part(correlationId, CorrelationId::new)
                        .or(() -> part(headers, CloudEventHeaders.CORRELATION_ID, CorrelationId::new)),
                part(request, "tenantId", TenantId::new),
                part(request, "authServiceId", AuthServiceId::new),
                part(request, "requestor", RequestorName::new)
                        .or(() -> address.topic().flatMap(Topics::requestorOf)),
                request.flatMap(PartialRequest::attempt),
                part(request, "callerAddress", IpAddress::new),
                address,
                part(headers, TraceParent.HEADER, TraceParent::new));
    }

    private static Optional<JsonObjectReader> value(ConsumerRecord<byte[], byte[]> record) {
        try {
            RecordSize.require(record);
            return Optional.of(JsonObjectReader.of(record.value()));
        } catch (UnreadableEventException notAnObjectOrTooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<JsonObjectReader> data(JsonObjectReader event) {
        return event.hasObject("data") ? Optional.of(event.object("data")) : Optional.empty();
    }

    private static Optional<Attempt> attempt(JsonObjectReader request) {
        try {
            return Optional.of(request.as(Attempt::readFrom));
        } catch (UnreadableEventException notAsDescribed) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> part(Optional<JsonObjectReader> members, String name, Function<String, T> type) {
        return members.flatMap(found -> part(found.textIfAny(name), type));
    }

    private static <T> Optional<T> part(Headers headers, String name, Function<String, T> type) {
        return part(CloudEventHeaders.last(headers, name), type);
    }

    private static <T> Optional<T> part(byte @Nullable [] bytes, Function<String, T> type) {
        return bytes == null || bytes.length > MAX_BYTES
                ? Optional.empty()
                : part(new String(bytes, StandardCharsets.UTF_8), type);
    }

    private static <T> Optional<T> part(@Nullable String text, Function<String, T> type) {
        try {
            return Optional.ofNullable(text).map(type);
        } catch (IllegalArgumentException notAsDescribed) {
            return Optional.empty();
        }
    }
}
