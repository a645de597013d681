package org.sessiontoken.console.shell;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sessiontoken.console.index.FlowRow;

/** Keeps the newest of the requests that are found, each once, as it was found last. */
final class NewestRows {

    private final int limit;
    private final Map<String, FlowRow> byId = new HashMap<>();
    private final TreeSet<FlowRow> byTime =
            new TreeSet<>(Comparator.comparing(FlowRow::at).thenComparing(FlowRow::requestId));
    private long found;

    NewestRows(int limit) {
        this.limit = limit;
    }

    void add(FlowRow row) {
        FlowRow before = byId.put(row.requestId(), row);
        if (before == null) {
            found++;
        } else {
            byTime.remove(before);
        }
        byTime.add(row);
        if (byTime.size() > limit) {
            byId.remove(byTime.first().requestId());
            byTime.remove(byTime.first());
        }
    }

    /** The rows, the oldest first. */
    List<FlowRow> rows() {
        return List.copyOf(byTime);
    }

    /** How many were found, with those that were not kept. */
    long found() {
        return found;
    }
}
