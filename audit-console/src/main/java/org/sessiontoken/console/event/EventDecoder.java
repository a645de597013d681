package org.sessiontoken.console.event;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.console.event.ReadEvent.Answered;
import org.sessiontoken.console.event.ReadEvent.Asked;
import org.sessiontoken.console.event.ReadEvent.SetAside;
import org.sessiontoken.console.event.ReadEvent.Unreadable;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;

/** Makes events of records, by the codec of their topic. */
final class EventDecoder {

    private EventDecoder() {}

    static ReadEvent decode(ConsumerRecord<byte[], byte[]> record) {
        EventPlace place = new EventPlace(record.topic(), record.partition(), record.offset());
        Instant loggedAt = Instant.ofEpochMilli(record.timestamp());
        try {
            return switch (record.topic()) {
                case Topics.REQUESTS -> new Asked(place, loggedAt, RequestCodec.read(record));
                case Topics.DEAD_LETTERS -> new SetAside(place, loggedAt, DeadLetterCodec.read(record));
                default -> new Answered(place, loggedAt, ReplyCodec.read(record));
            };
        } catch (UnreadableEventException why) {
            byte[] value = record.value();
            return new Unreadable(place, loggedAt, value == null ? 0 : value.length, why.getMessage());
        }
    }
}
