package org.sessiontoken.console.deadletter;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.console.event.EventPlace;

/** Dead letters for tests of other packages. */
public final class KnownLetters {

    private KnownLetters() {}

    /** No letters. */
    public static RecentLetters none() {
        RecentLetters none = new RecentLetters();
        none.readToTheEnd(Instant.MAX);
        return none;
    }

    /** Letters that are not read yet. */
    public static RecentLetters unread() {
        return new RecentLetters();
    }

    /** One letter, which is at this place. */
    public static RecentLetters of(ProducerRecord<byte[], byte[]> letter, EventPlace place) {
        ConsumerRecord<byte[], byte[]> received =
                new ConsumerRecord<>(place.topic(), place.partition(), place.offset(), letter.key(), letter.value());
        letter.headers().forEach(received.headers()::add);
        RecentLetters letters = none();
        letters.receive(received);
        return letters;
    }
}
