package org.sessiontoken.console.shell;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.WindowReader;
import org.sessiontoken.event.Topics;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/** Reads the dead letters of a time. */
final class LetterScan {

    private final Map<String, Object> settings;
    private final Shell shell;

    LetterScan(Map<String, Object> settings, Shell shell) {
        this.settings = settings;
        this.shell = shell;
    }

    /** The letters of the filter's time; not all are read where the user does not want to wait, or Kafka does not show them. */
    RecentLetters read(FlowFilter filter) {
        Letters received = new Letters();
        try (WindowReader reader = new WindowReader(
                GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                Objects.requireNonNull(filter.from()),
                Objects.requireNonNull(filter.to()),
                received)) {
            reader.open(Topics.DEAD_LETTERS::equals);
            while (!reader.isAtEnd() && !shell.stopped().getAsBoolean()) {
                reader.poll();
            }
            if (reader.coverage().partitions().isEmpty()) {
                shell.note(
                        "Kafka shows no topic " + Topics.DEAD_LETTERS + " to this login: dead letters are not known.");
            } else if (reader.isAtEnd()) {
                received.letters.readToTheEnd(filter.to());
            }
        }
        return received.letters;
    }

    private static final class Letters implements RecordReceiver {

        private final RecentLetters letters = new RecentLetters();

        @Override
        public void receive(ConsumerRecord<byte[], byte[]> record) {
            letters.receive(record);
        }

        @Override
        public void passOver(UndecodableRecords records) {
            // What cannot be decoded names no request.
        }
    }
}
