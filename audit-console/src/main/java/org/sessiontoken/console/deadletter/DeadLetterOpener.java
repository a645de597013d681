package org.sessiontoken.console.deadletter;

import java.util.List;
import java.util.Optional;
import org.sessiontoken.console.event.EventPlace;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.event.ReadEvent;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.Topics;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;

/** Reads dead letters and opens what is sealed in them. Safe for all threads; it waits for Kafka. */
final class DeadLetterOpener {

    private final EventReader reader;
    private final Optional<Envelope> envelope;

    /** @param envelope opens letters; empty if the operator has given no key */
    DeadLetterOpener(EventReader reader, Optional<Envelope> envelope) {
        this.reader = reader;
        this.envelope = envelope;
    }

    /** Whether there is a key. */
    boolean hasKeys() {
        return envelope.isPresent();
    }

    /** The letter at a place; empty if there is none. */
    Optional<DeadLettered> read(LetterPlace place) {
        EventPlace at = new EventPlace(Topics.DEAD_LETTERS, place.partition(), place.offset());
        return reader.read(List.of(at)).stream()
                .map(event -> event.fold(new LetterOnly()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Opens the letter's value; empty if there is no key, or no value. */
    Optional<OpenResult> open(DeadLettered letter) {
        Binding binding = Binding.toRecord(letter.topic(), letter.partition(), letter.offset());
        return envelope.flatMap(with ->
                Optional.ofNullable(letter.value()).map(value -> with.open(value, Purpose.DEAD_LETTER, binding)));
    }

    private static final class LetterOnly implements ReadEvent.Cases<Optional<DeadLettered>> {

        @Override
        public Optional<DeadLettered> asked(ReadEvent.Asked event) {
            return Optional.empty();
        }

        @Override
        public Optional<DeadLettered> answered(ReadEvent.Answered event) {
            return Optional.empty();
        }

        @Override
        public Optional<DeadLettered> setAside(ReadEvent.SetAside event) {
            return Optional.of(event.letter());
        }

        @Override
        public Optional<DeadLettered> unreadable(ReadEvent.Unreadable event) {
            return Optional.empty();
        }

        @Override
        public Optional<DeadLettered> deleted(ReadEvent.Deleted event) {
            return Optional.empty();
        }

        @Override
        public Optional<DeadLettered> undecodable(ReadEvent.Undecodable event) {
            return Optional.empty();
        }
    }
}
