package org.sessiontoken.console.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;

/**
 * What is remembered of a dead letter.
 *
 * @param partition where the letter is
 * @param offset where the letter is
 * @param foundAt when the broker found the record
 * @param reason why the record could not be read
 * @param detail why, in words that do not quote the record; of a longer text, the beginning
 * @param record where the record is, or the first of several
 * @param requestId the request, if its ID can be read
 * @param correlationId the call flow, if its ID can be read
 * @param sealedBytes the length of the sealed value; null if the letter has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KnownLetter(
        int partition,
        long offset,
        Instant foundAt,
        ReasonCode reason,
        String detail,
        Place record,
        @Nullable RequestId requestId,
        @Nullable CorrelationId correlationId,
        @Nullable Integer sealedBytes) {

    private static final int MAX_DETAIL = 500;

    /**
     * Where the records are that could not be read.
     *
     * @param topic the topic
     * @param partition the partition
     * @param offset the offset of the only or first one
     * @param lastOffset the offset of the last one, where they are several
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Place(
            String topic,
            int partition,
            long offset,
            @Nullable Long lastOffset) {}

    /** The ID under which the request is known: its own or, if that cannot be read, that of the letter, which the reply has, too. */
    public RequestId knownAs() {
        return requestId == null
                ? new RequestId(DeadLetterCodec.id(record.topic(), record.partition(), record.offset()))
                : requestId;
    }

    /** Thousands of letters are kept. A sentence is enough of each, whatever somebody has written into one. */
    private static String bounded(String detail) {
        return detail.codePointCount(0, detail.length()) <= MAX_DETAIL
                ? detail
                : detail.substring(0, detail.offsetByCodePoints(0, MAX_DETAIL)) + "…";
    }

    static KnownLetter of(ConsumerRecord<byte[], byte[]> found, DeadLettered letter) {
        return new KnownLetter(
                found.partition(),
                found.offset(),
                letter.foundAt(),
                letter.reason(),
                bounded(letter.detail()),
                new Place(letter.topic(), letter.partition(), letter.offset(), letter.lastOffset()),
                letter.requestId(),
                letter.correlationId(),
                letter.value() == null ? null : letter.value().compact().length());
    }
}
