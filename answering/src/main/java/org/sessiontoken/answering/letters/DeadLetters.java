package org.sessiontoken.answering.letters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.UndecodableRecords;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Makes a dead letter of a record that has no reply. The record is sealed in it: one that cannot be read may still hold a
 * credential. A letter is at most a quarter of what Kafka takes by default, whatever the record is. Should a topic take even
 * less, the letter names the record's place and the length and hash of its parts. Safe for all threads.
 */
public final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private static final int MAX_DETAIL = 1000;

    private final String service;
    private final String noReplyTopic;
    private final RecordReading reading;
    private final Supplier<SealingKey> key;
    private final MeterProvider<Counter> counters;

    /**
     * Makes dead letters.
     *
     * @param service what letters call the service, such as {@code broker}
     * @param key the key that seals new ones
     */
    public DeadLetters(String service, RecordReading reading, Supplier<SealingKey> key, MeterRegistry meters) {
        this.service = service;
        this.noReplyTopic = "requestor must name one of those that the " + service
                + " has keys for: it has a reply topic for no other";
        this.reading = reading;
        this.key = key;
        this.counters = Counter.builder(Metric.BROKER_DEAD_LETTERS.meterName())
                .description(Metric.BROKER_DEAD_LETTERS.description())
                .withRegistry(meters);
        // From the start: an increase from nothing would not be seen.
        Stream.concat(
                        UnreadableEventException.reasons().stream(),
                        Stream.of(AnsweringReason.values())
                                .filter(reason -> reason != AnsweringReason.REPLY_TOO_LATE)
                                .map(AnsweringReason::code))
                .forEach(reason -> counters.withTag(Metric.Tag.REASON, reason.value()));
    }

    /** Of a record that is not what it should be. The exception's message quotes nothing of it. */
    public DeadLetter forUnreadable(
            ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        RecordPlace place = RecordPlace.of(record, reading.ids(record));
        log(Level.WARN, place, why.reason())
                .log("A record cannot be read and becomes a dead letter: {}", why.getMessage());
        return letter(place, record, why.reason(), why.getMessage(), foundAt);
    }

    /** Of a request of somebody who has no reply topic. The name is left out of the letter: it is in the sealed value. */
    public DeadLetter forUnknownRequestor(ConsumerRecord<byte[], byte[]> record, Instant foundAt) {
        RecordPlace place = RecordPlace.of(record, reading.ids(record));
        log(Level.WARN, place, AnsweringReason.UNKNOWN_REQUESTOR.code())
                .log("A request of an unknown requestor becomes a dead letter: {}", noReplyTopic);
        return letter(place, record, AnsweringReason.UNKNOWN_REQUESTOR.code(), noReplyTopic, foundAt);
    }

    /** Of a record at which the service failed. The failure's message is left out: it may quote the record. */
    public DeadLetter forBug(ConsumerRecord<byte[], byte[]> record, Throwable bug, Instant foundAt) {
        RecordPlace place = RecordPlace.of(record, reading.ids(record));
        log(Level.ERROR, place, AnsweringReason.BROKER_FAILED.code())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(Failures.unwrap(bug)))
                .log("A bug stopped the processing of a record, which becomes a dead letter");
        return letter(
                place,
                record,
                AnsweringReason.BROKER_FAILED.code(),
                "a bug of the " + service + ": " + Failures.location(bug),
                foundAt);
    }

    /** Of records that Kafka's consumer cannot decode. The failure's message is left out: it may quote the record. */
    public DeadLetter forUndecodable(UndecodableRecords records, Instant foundAt) {
        RecordPlace place = RecordPlace.of(records);
        log(Level.WARN, place, AnsweringReason.UNDECODABLE.code())
                .addKeyValue(LogKeys.LAST_OFFSET, records.lastOffset())
                .addKeyValue(LogKeys.EXCEPTION, Failures.summary(records.cause()))
                .log("Records cannot be decoded: they are passed over and become a dead letter");
        count(AnsweringReason.UNDECODABLE.code());
        String detail = "the records cannot be decoded: " + Failures.summary(records.cause());
        return new DeadLetter(
                place,
                List.of(() ->
                        write(place, AnsweringReason.UNDECODABLE.code(), detail, foundAt, RecordExcerpt.UNKNOWN)));
    }

    /** The last form of an outcome whose reply Kafka does not take, however small the reply is. */
    public ProducerRecord<byte[], byte[]> forRefusedReply(RecordPlace place, Instant foundAt) {
        log(Level.ERROR, place, AnsweringReason.REPLY_REFUSED.code())
                .log("Kafka takes no reply to a request, which becomes a dead letter");
        count(AnsweringReason.REPLY_REFUSED.code());
        return write(
                place,
                AnsweringReason.REPLY_REFUSED.code(),
                "Kafka takes no reply to the request",
                foundAt,
                RecordExcerpt.UNKNOWN);
    }

    /** Logs that the sender of a record that became a dead letter gets no reply. */
    public void logUntold(RecordPlace place, Throwable bug) {
        log(Level.ERROR, place, AnsweringReason.BROKER_FAILED.code())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(bug))
                .log("A bug stopped the reply to a record that became a dead letter");
    }

    private static LoggingEventBuilder log(Level level, RecordPlace place, ReasonCode reason) {
        return place.ids()
                .addTo(LOG.atLevel(level))
                .addKeyValue(LogKeys.TOPIC, place.topic())
                .addKeyValue(LogKeys.PARTITION, place.partition())
                .addKeyValue(LogKeys.OFFSET, place.offset())
                .addKeyValue(LogKeys.REASON, reason);
    }

    private void count(ReasonCode reason) {
        counters.withTag(Metric.Tag.REASON, reason.value()).increment();
    }

    private DeadLetter letter(
            RecordPlace place,
            ConsumerRecord<byte[], byte[]> record,
            ReasonCode reason,
            String detail,
            Instant foundAt) {
        count(reason);
        RecordExcerpt excerpt = excerpt(record);
        return new DeadLetter(
                place,
                List.of(
                        () -> write(place, reason, detail, foundAt, excerpt),
                        () -> write(place, reason, detail, foundAt, excerpt.withoutContent())));
    }

    private RecordExcerpt excerpt(ConsumerRecord<byte[], byte[]> record) {
        try {
            return RecordExcerpt.of(record, reading);
        } catch (OutOfMemoryError tooLarge) {
            return RecordExcerpt.UNKNOWN;
        }
    }

    private ProducerRecord<byte[], byte[]> write(
            RecordPlace place, ReasonCode reason, String detail, Instant foundAt, RecordExcerpt excerpt) {
        return DeadLetterCodec.write(
                excerpt.key(),
                new DeadLettered(
                        reason,
                        detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) : detail,
                        place.topic(),
                        place.partition(),
                        place.offset(),
                        foundAt,
                        excerpt.headerNames(),
                        seal(excerpt.value(), place),
                        place.lastOffset() > place.offset() ? place.lastOffset() : null,
                        excerpt.cut(),
                        excerpt.requestId(),
                        excerpt.correlationId()));
    }

    private @Nullable Jwe seal(byte @Nullable [] value, RecordPlace place) {
        if (value == null || value.length == 0) {
            return null;
        }
        Binding binding = Binding.toRecord(place.topic(), place.partition(), place.offset());
        return Envelope.seal(Secret.ofBytes(value), Purpose.DEAD_LETTER, binding, key.get());
    }
}
