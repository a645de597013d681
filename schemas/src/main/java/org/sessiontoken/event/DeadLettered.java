package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;

/**
 * A record of the request topic could not be read.
 *
 * @param reason why the record could not be read, as a code
 * @param detail why the record could not be read, in words that do not quote it
 * @param topic the topic of the record
 * @param partition the partition of the record
 * @param offset the offset of the record
 * @param foundAt when the record was found
 * @param headerNames the record's header names, in their order
 * @param value the record's value, sealed with the operator's dead-letter key, since a record that cannot be read may
 *     still contain a credential; null if the value is missing, empty, or too large to be sealed
 * @param requestId the request ID, if it can be read
 * @param correlationId the correlation ID, if it can be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLettered(
        ReasonCode reason,
        String detail,
        String topic,
        int partition,
        long offset,
        Instant foundAt,
        List<String> headerNames,
        @Nullable Jwe value,
        @Nullable RequestId requestId,
        @Nullable CorrelationId correlationId) {

    /** Refuses a missing part, or a place that does not exist. */
    public DeadLettered {
        Objects.requireNonNull(reason, "reason is missing");
        Objects.requireNonNull(detail, "detail is missing");
        Objects.requireNonNull(topic, "topic is missing");
        Objects.requireNonNull(foundAt, "foundAt is missing");
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("partition and offset must not be negative");
        }
        headerNames = List.copyOf(Objects.requireNonNull(headerNames, "headerNames is missing"));
    }
}
