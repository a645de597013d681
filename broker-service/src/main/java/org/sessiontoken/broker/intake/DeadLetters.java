package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.UnreadableEventException;
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
 * credential.
 */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** Base64url makes four characters of three bytes; the rest of the envelope takes less than a kilobyte. */
    private static final int MAX_SEALED = Jwe.MAX_LENGTH / 4 * 3 - 1024;

    private static final String NO_REPLY_TOPIC =
            "requestor must name one of those that the broker has keys for: it has" + " a reply topic for no other";

    private final SealingKey key;
    private final MeterProvider<Counter> counters;

    DeadLetters(SealingKey key, MeterRegistry meters) {
        this.key = key;
        this.counters = Counter.builder(Metric.BROKER_DEAD_LETTERS.meterName())
                .description(Metric.BROKER_DEAD_LETTERS.description())
                .withRegistry(meters);
    }

    ProducerRecord<byte[], byte[]> forUnreadable(
            ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        log(Level.WARN, record, why.reason())
                .log("A record cannot be read and becomes a dead letter: {}", why.getMessage());
        return letter(record, why.reason(), why.getMessage(), foundAt);
    }

    /** Nobody else has a reply topic. The name is left out of the letter: it is in the sealed value. */
    ProducerRecord<byte[], byte[]> forUnknownRequestor(ConsumerRecord<byte[], byte[]> record, Instant foundAt) {
        log(Level.WARN, record, DeadLetterReason.UNKNOWN_REQUESTOR.code())
                .log("A request of an unknown requestor becomes a dead letter: {}", NO_REPLY_TOPIC);
        return letter(record, DeadLetterReason.UNKNOWN_REQUESTOR.code(), NO_REPLY_TOPIC, foundAt);
    }

    /** The failure's message is left out: it may quote the record. */
    ProducerRecord<byte[], byte[]> forBug(ConsumerRecord<byte[], byte[]> record, Throwable bug, Instant foundAt) {
        log(Level.ERROR, record, DeadLetterReason.BROKER_FAILED.code())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(Failures.unwrap(bug)))
                .log("A bug stopped the processing of a record, which becomes a dead letter");
        return letter(
                record,
                DeadLetterReason.BROKER_FAILED.code(),
                "a bug of the broker: " + Failures.location(bug),
                foundAt);
    }

    private static LoggingEventBuilder log(Level level, ConsumerRecord<?, ?> record, ReasonCode reason) {
        return LOG.atLevel(level)
                .addKeyValue(LogKeys.TOPIC, record.topic())
                .addKeyValue(LogKeys.PARTITION, record.partition())
                .addKeyValue(LogKeys.OFFSET, record.offset())
                .addKeyValue(LogKeys.REASON, reason);
    }

    private ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, ReasonCode reason, String detail, Instant foundAt) {
        counters.withTag(Metric.Tag.REASON, reason.value()).increment();
        PartialRequest request = RequestCodec.readPartially(record);
        return DeadLetterCodec.write(
                record.key(),
                new DeadLettered(
                        reason,
                        detail,
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        foundAt,
                        headerNames(record),
                        seal(record),
                        request.requestId().orElse(null),
                        request.correlationId().orElse(null)));
    }

    private @Nullable Jwe seal(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        if (value == null || value.length == 0 || value.length > MAX_SEALED) {
            return null;
        }
        Binding binding = Binding.toRecord(record.topic(), record.partition(), record.offset());
        return Envelope.seal(Secret.ofBytes(value), Purpose.DEAD_LETTER, binding, key);
    }

    private static List<String> headerNames(ConsumerRecord<?, ?> record) {
        List<String> names = new ArrayList<>();
        for (Header header : record.headers()) {
            names.add(header.key());
        }
        return names;
    }
}
