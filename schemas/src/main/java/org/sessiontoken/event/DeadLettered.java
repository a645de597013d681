package org.sessiontoken.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;

/**
 * A record of the request topic could not be read. The letter is small enough for its topic whatever the record is: of what
 * is large it keeps the beginning.
 *
 * @param reason why the record could not be read, as a code
 * @param detail why the record could not be read, in words that do not quote it
 * @param topic the topic of the record
 * @param partition the partition of the record
 * @param offset the offset of the record; the first one, where several cannot be decoded
 * @param foundAt when the record was found
 * @param headerNames the record's header names, in their order
 * @param value the record's value, sealed with the operator's dead-letter key, since a record that cannot be read may
 *     still contain a credential; null if the value is missing, empty, or left out
 * @param lastOffset the offset of the last record, where several that follow one another cannot be decoded
 * @param cut the parts of the record that are not given in full
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
        @Nullable Long lastOffset,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Cut> cut,
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
        if (lastOffset != null && lastOffset <= offset) {
            throw new IllegalArgumentException("lastOffset must be after offset");
        }
        headerNames = List.copyOf(Objects.requireNonNull(headerNames, "headerNames is missing"));
        cut = List.copyOf(Objects.requireNonNull(cut, "cut is missing"));
    }

    /** A part of a record. */
    public enum Part {
        /** The key; the dead letter has the beginning as its own key. */
        KEY("key"),
        /** The header names, in their order, each followed by a zero byte. */
        HEADER_NAMES("headerNames"),
        /** The value. */
        VALUE("value");

        private final String code;

        Part(String code) {
            this.code = code;
        }

        /** The part in an event. */
        @JsonValue
        public String code() {
            return code;
        }
    }

    /**
     * A part of a record that is not given in full.
     *
     * @param part which part
     * @param length the length of the whole part, in bytes
     * @param sha256 the SHA-256 of the whole part, in 64 hexadecimal digits
     */
    public record Cut(Part part, long length, String sha256) {

        private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

        /** Refuses a missing part, a negative length, and what is no hash. */
        public Cut {
            Objects.requireNonNull(part, "part is missing");
            if (length < 0) {
                throw new IllegalArgumentException("length must not be negative");
            }
            if (!SHA_256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("sha256 must have 64 hexadecimal digits, in lower case");
            }
        }
    }
}
