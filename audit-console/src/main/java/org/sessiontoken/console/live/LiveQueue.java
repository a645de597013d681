package org.sessiontoken.console.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sessiontoken.console.live.LiveRing.Part;

/**
 * What one browser has not got yet: the rows of the ring from its place on that it wants, at most so many. For the live thread
 * alone.
 *
 * @param <R> a row
 */
final class LiveQueue<R> {

    /** So many are written at once; the server keeps what the browser does not take. */
    private static final int MAX_WRITTEN = 100;

    private final LiveRing<R> ring;
    private final RowView<R> view;
    private final int maxQueued;
    private long next;
    private boolean fromAnotherRun;

    private LiveQueue(LiveRing<R> ring, RowView<R> view, int maxQueued, long next, boolean fromAnotherRun) {
        this.ring = ring;
        this.view = view;
        this.maxQueued = maxQueued;
        this.next = next;
        this.fromAnotherRun = fromAnotherRun;
    }

    /** All rows from now on. */
    static <R> LiveQueue<R> fromNow(LiveRing<R> ring, RowView<R> view, int maxQueued) {
        return new LiveQueue<>(ring, view, maxQueued, ring.end(), false);
    }

    /** All rows behind what the browser got last. */
    static <R> LiveQueue<R> after(String lastId, LiveRing<R> ring, RowView<R> view, int maxQueued) {
        Long next = ring.next(lastId);
        return new LiveQueue<>(ring, view, maxQueued, next == null ? ring.end() : next, next == null);
    }

    /**
     * What is to be written.
     *
     * @param events server-sent events
     * @param skipped how many rows the browser will never get
     */
    record Events(byte[] events, long skipped) {}

    /** Takes the next rows out of the queue; there is nothing to be written if the result is empty. */
    Events take() {
        Part<R> part = ring.from(next);
        List<Integer> wanted = new ArrayList<>();
        for (int i = 0; i < part.rows().size(); i++) {
            if (view.wants(part.rows().get(i))) {
                wanted.add(i);
            }
        }
        int tooMany = Math.max(0, wanted.size() - maxQueued);
        int last = Math.min(wanted.size(), tooMany + MAX_WRITTEN);
        StringBuilder events = new StringBuilder();
        skipped(events, part, wanted, tooMany);
        for (int i : wanted.subList(tooMany, last)) {
            event(events, part.from() + i + 1, "row", view.json(part.rows().get(i)));
        }
        next = last == wanted.size() ? part.end() : part.from() + wanted.get(last - 1) + 1;
        fromAnotherRun = false;
        return new Events(events.toString().getBytes(StandardCharsets.UTF_8), part.lost() + tooMany);
    }

    private void skipped(StringBuilder events, Part<R> part, List<Integer> wanted, int tooMany) {
        if (fromAnotherRun) {
            // How many there were is not known: the console was started again.
            event(events, next, "skipped", "{\"count\":null}");
        } else if (part.lost() + tooMany > 0) {
            long before = tooMany == 0 ? part.from() : part.from() + wanted.get(tooMany - 1) + 1;
            event(events, before, "skipped", "{\"count\":" + (part.lost() + tooMany) + "}");
        }
    }

    /** Keeps the connection open, and tells the place, so that a browser that comes back does not begin far behind. */
    byte[] heartbeat() {
        return (": heartbeat\nid: " + ring.idBefore(next) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private void event(StringBuilder events, long before, String type, String data) {
        events.append("id: ")
                .append(ring.idBefore(before))
                .append("\nevent: ")
                .append(type)
                .append("\ndata: ")
                .append(data)
                .append("\n\n");
    }
}
