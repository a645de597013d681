package org.sessiontoken.console.search;

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
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;

/**
 * Puts requests and outcomes together that are read from Kafka, and tells of those that are wanted. It remembers only so many
 * that still lack one of both; of others it tells what it has, and tells again if the rest comes.
 */
final class ScannedFlows {

    private static final int MAX_OPEN = 50_000;

    private final FlowFilter filter;
    private final AccountHashes accounts;
    private final Consumer<FlowRow> found;
    private final Map<String, FlowDraft> open = new LinkedHashMap<>();
    private final Set<String> unanswered = new TreeSet<>();
    private long unreadable;

    ScannedFlows(FlowFilter filter, AccountHashes accounts, Consumer<FlowRow> found) {
        this.filter = filter;
        this.accounts = accounts;
        this.found = found;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        Place place = new Place(record.topic(), record.partition(), record.offset());
        try {
            if (record.topic().equals(Topics.REQUESTS)) {
                RequestEvent event = RequestCodec.read(record);
                String id = event.request().requestId().value();
                draft(id).add(place, record.timestamp(), event);
                settle(id);
            } else {
                ReplyEvent event = ReplyCodec.read(record);
                String id = event.reply().requestId().value();
                draft(id).add(place, record.timestamp(), event);
                settle(id);
            }
        } catch (UnreadableEventException notAnEvent) {
            unreadable++;
        }
    }

    private FlowDraft draft(String requestId) {
        return open.computeIfAbsent(requestId, FlowDraft::new);
    }

    private void settle(String requestId) {
        FlowDraft draft = draft(requestId);
        if (draft.isComplete()) {
            open.remove(requestId);
            tell(draft);
        } else if (open.size() > MAX_OPEN) {
            Iterator<FlowDraft> eldest = open.values().iterator();
            tell(eldest.next());
            eldest.remove();
        }
    }

    private void tell(FlowDraft draft) {
        FlowRow row = draft.row(0);
        if (filter.matches(row, accounts)) {
            found.accept(row);
            if (row.kind().outcome() == null) {
                unanswered.add(row.kind().requestor());
            }
        }
    }

    /** Tells of those that lack one side. */
    void finish() {
        open.values().forEach(this::tell);
        open.clear();
    }

    /** The requestors of which rows without an outcome were told. */
    Set<String> unanswered() {
        return unanswered;
    }

    void passedOver(long records) {
        unreadable += records;
    }

    /** How many records could not be read. */
    long unreadable() {
        return unreadable;
    }
}
