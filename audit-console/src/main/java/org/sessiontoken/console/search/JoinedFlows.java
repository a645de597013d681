package org.sessiontoken.console.search;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowDraft;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.Place;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.kafka.reading.RecordReceiver;
import org.sessiontoken.kafka.reading.UndecodableRecords;

/**
 * Puts requests and outcomes together that are read from Kafka, and tells of those that are wanted. It remembers only the newest
 * ones; what comes more than so many requests later is taken for another request. Replies to sign-ons, which are on the reply
 * topics, too, are passed over. For one thread.
 */
public final class JoinedFlows implements RecordReceiver {

    private static final int MAX_REMEMBERED = 50_000;

    /** An outcome has its request, unless that was sent before reading began. */
    private static final Duration REQUEST_IS_EARLIER = Duration.ofSeconds(2);

    /** No broker accepts a later deadline, whatever a requestor writes. */
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(11);

    /** A broker that finds a deadline passed says so. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private final FlowFilter filter;
    private final AccountHashes accounts;
    private final Telling telling;
    private final Consumer<FlowRow> found;
    private final Map<String, Joined> remembered = new LinkedHashMap<>();
    private final Set<String> unanswered = new TreeSet<>();
    private long unreadable;

    /** When a request is told of. */
    public enum Telling {
        /** Once it has an outcome, and again with everything that comes later. */
        AT_ONCE,
        /** Once, as late as possible, with everything that has come by then. */
        ONCE
    }

    /** Nothing is known yet. */
    public JoinedFlows(FlowFilter filter, AccountHashes accounts, Telling telling, Consumer<FlowRow> found) {
        this.filter = filter;
        this.accounts = accounts;
        this.telling = telling;
        this.found = found;
    }

    /** A request as far as it is known. */
    private static final class Joined {

        private final FlowDraft draft;
        private long expectedUntil;
        private boolean told;

        Joined(String requestId) {
            this.draft = new FlowDraft(requestId);
        }

        void expectMoreFor(Duration time) {
            expectedUntil = System.nanoTime() + time.toNanos();
        }
    }

    @Override
    public void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(Topics.REQUESTS)) {
                request(record);
            } else if (!SignOnReplyCodec.isReply(record.headers())) {
                reply(record);
            }
        } catch (UnreadableEventException notAnEvent) {
            unreadable++;
        }
    }

    private void request(ConsumerRecord<byte[], byte[]> record) {
        RequestEvent event = RequestCodec.read(record);
        SessionTokenRequested request = event.request();
        Joined flow = of(request.requestId().value());
        flow.draft.add(placeOf(record), record.timestamp(), event);
        // By the requestor's clock alone, so that a difference of clocks does not matter.
        Duration lifetime = Duration.between(request.requestedAt(), request.expiresAt());
        flow.expectMoreFor((lifetime.compareTo(MAX_LIFETIME) > 0 ? MAX_LIFETIME : lifetime).plus(LATE));
        settle(flow);
    }

    private void reply(ConsumerRecord<byte[], byte[]> record) {
        ReplyEvent event = ReplyCodec.read(record);
        Joined flow = of(event.reply().requestId().value());
        flow.draft.add(placeOf(record), record.timestamp(), event);
        flow.expectMoreFor(REQUEST_IS_EARLIER);
        settle(flow);
    }

    private static Place placeOf(ConsumerRecord<byte[], byte[]> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    private Joined of(String requestId) {
        return remembered.computeIfAbsent(requestId, Joined::new);
    }

    private void settle(Joined flow) {
        if (telling == Telling.AT_ONCE && (flow.told || flow.draft.isComplete())) {
            tell(flow);
        }
        if (remembered.size() > MAX_REMEMBERED) {
            Iterator<Joined> eldest = remembered.values().iterator();
            tellUnlessTold(eldest.next());
            eldest.remove();
        }
    }

    private void tellUnlessTold(Joined flow) {
        if (!flow.told) {
            tell(flow);
        }
    }

    private void tell(Joined flow) {
        flow.told = true;
        FlowRow row = flow.draft.row(0);
        if (filter.matches(row, accounts)) {
            found.accept(row);
            if (row.kind().outcome() == null) {
                unanswered.add(row.kind().requestor());
            }
        }
    }

    /** Tells of those that still lack their outcome, or their request, when it should have come. */
    public void tellOverdue() {
        long now = System.nanoTime();
        remembered.values().stream()
                .filter(flow -> !flow.told && now - flow.expectedUntil > 0)
                .forEach(this::tell);
    }

    /** Tells of all that were not told of. */
    public void finish() {
        remembered.values().forEach(this::tellUnlessTold);
        remembered.clear();
    }

    /** The requestors of which rows without an outcome were told. */
    public Set<String> unanswered() {
        return Set.copyOf(unanswered);
    }

    @Override
    public void passOver(UndecodableRecords records) {
        unreadable += records.nextOffset() - records.firstOffset();
    }

    /** How many records could not be read. */
    public long unreadable() {
        return unreadable;
    }
}
