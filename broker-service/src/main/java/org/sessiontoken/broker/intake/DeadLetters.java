package org.sessiontoken.broker.intake;

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
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.Secret;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets aside what cannot be read: sealed, since what cannot be read may still hold a credential. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    /** Base64url makes four characters of three bytes; the rest of the envelope is small. */
    private static final int MAX_SEALED = Jwe.MAX_LENGTH / 4 * 3 - 1024;

    private static final ReasonCode BROKER_FAILED = new ReasonCode("broker-failed");

    private final SealingKey key;
    private final MeterRegistry meters;

    DeadLetters(SealingKey key, MeterRegistry meters) {
        this.key = key;
        this.meters = meters;
    }

    ProducerRecord<byte[], byte[]> forUnreadable(
            ConsumerRecord<byte[], byte[]> record, UnreadableEventException why, Instant foundAt) {
        return letter(record, why.reason(), why.getMessage(), foundAt);
    }

    /** The failure's message is left out: it may quote the record. */
    ProducerRecord<byte[], byte[]> forBug(ConsumerRecord<byte[], byte[]> record, Throwable bug, Instant foundAt) {
        StackTraceElement[] trace = bug.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return letter(
                record, BROKER_FAILED, "a bug of the broker: " + bug.getClass().getName() + where, foundAt);
    }

    private ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, ReasonCode reason, String detail, Instant foundAt) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("partition", record.partition())
                .addKeyValue("offset", record.offset())
                .addKeyValue("reason", reason)
                .log("A record cannot be read and becomes a dead letter: {}", detail);
        meters.counter("ags.broker.dead.letters", "reason", reason.value()).increment();
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
                        seal(record)));
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
