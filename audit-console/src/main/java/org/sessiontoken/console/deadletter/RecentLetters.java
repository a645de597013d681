package org.sessiontoken.console.deadletter;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;

/**
 * Remembers the newest dead letters, without what is sealed in them. Safe for all threads.
 *
 * <p>There are few of them: each is a fault of a requestor. Should somebody write many, the oldest are forgotten, and the answers say
 * from when on they are complete.
 */
public final class RecentLetters {

    private static final int MAX_KEPT = 10_000;

    private final Deque<KnownLetter> kept = new ArrayDeque<>();
    private @Nullable Instant forgottenUntil;
    private int unreadable;
    private @Nullable Instant asOf;

    /** None are known yet. */
    public RecentLetters() {}

    /** Takes note of a record of the dead-letter topic. */
    public synchronized void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            kept.addFirst(KnownLetter.of(record, DeadLetterCodec.read(record)));
        } catch (UnreadableEventException notALetter) {
            unreadable++;
        }
        if (kept.size() > MAX_KEPT) {
            forgottenUntil = kept.removeLast().foundAt();
        }
    }

    /** Forgets everything, since the topic is read from its beginning. */
    public synchronized void clear() {
        kept.clear();
        forgottenUntil = null;
        unreadable = 0;
        asOf = null;
    }

    /** Takes note that all is read that was there at this time. */
    public synchronized void readToTheEnd(Instant time) {
        asOf = time;
    }

    /** Whether the topic has been read: before that, a letter that is not known may be there. */
    public synchronized boolean isRead() {
        return asOf != null;
    }

    /** All letters are known that were there at this time; empty if the topic has not been read yet. */
    public synchronized Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
    }

    /** The letters that tell of a request. */
    public synchronized List<KnownLetter> of(RequestId requestId) {
        return kept.stream()
                .filter(letter -> requestId.equals(letter.knownAs()))
                .toList();
    }

    /** The letters that tell of requests with this correlation ID. */
    public synchronized List<KnownLetter> of(CorrelationId correlationId) {
        return kept.stream()
                .filter(letter -> correlationId.equals(letter.correlationId()))
                .toList();
    }

    /** How many letters there are for each reason. */
    public synchronized Map<ReasonCode, Integer> counts() {
        Map<ReasonCode, Integer> counts = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        kept.forEach(letter -> counts.merge(letter.reason(), 1, Integer::sum));
        return counts;
    }

    /** The letters from this time on are known; empty if all are that Kafka has. */
    synchronized Optional<Instant> completeFrom() {
        return Optional.ofNullable(forgottenUntil);
    }

    /** How many records on the topic are no dead letters. */
    synchronized int unreadable() {
        return unreadable;
    }

    /**
     * A page of letters, the newest first.
     *
     * @param reason only letters with this reason; null for all
     * @param before only letters that are older than the one at this place; null for the newest
     */
    synchronized List<KnownLetter> page(@Nullable ReasonCode reason, @Nullable LetterPlace before, int limit) {
        List<KnownLetter> page = new ArrayList<>();
        Iterator<KnownLetter> letters = kept.iterator();
        boolean reached = before == null;
        while (letters.hasNext() && page.size() < limit) {
            KnownLetter letter = letters.next();
            if (reached && (reason == null || letter.reason().equals(reason))) {
                page.add(letter);
            }
            reached = reached || (before != null && before.isThatOf(letter));
        }
        return page;
    }
}
