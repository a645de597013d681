package org.sessiontoken.console.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexSnapshot;

/** Searches the index. Each answer is that of one moment, with what the index covered then. Safe for all threads. */
public final class FlowSearch {

    /** So many rows of a range of addresses or of one caller are sorted; where there are more, they are met soon by time. */
    private static final int MAX_SORTED = 20_000;

    /** Where rows of more kinds are wanted, they are met soon by time, whatever kinds there are. */
    private static final int MAX_MERGED = 1_000;

    private static final Comparator<Cursor> NEWEST_FIRST =
            Comparator.comparingLong(Cursor::at).thenComparingLong(Cursor::id).reversed();

    private final FlowIndex index;

    FlowSearch(FlowIndex index) {
        this.index = index;
    }

    /**
     * The newest requests that a filter wants.
     *
     * @param after only those that come after this row, or {@link Cursor#NEWEST}
     * @param limit at most so many
     */
    public FlowPage page(FlowFilter filter, Cursor after, int limit) {
        return index.read(snapshot -> {
            Connection connection = snapshot.connection();
            long from = filter.from() == null ? 0 : filter.from().toEpochMilli();
            long to = filter.to() == null ? Long.MAX_VALUE : filter.to().toEpochMilli();
            Set<Integer> kinds = snapshot.kinds(filter.kinds());
            Candidates candidates = Candidates.of(filter, snapshot);
            FlowCounts counts = FlowCounts.of(filter, kinds, candidates, snapshot);
            List<Integer> there = kinds.stream()
                    .filter(kind -> counts.ofKinds().getOrDefault(kind, 0L) > 0)
                    .toList();
            List<Cursor> found = candidates.selective()
                    ? selected(candidates, filter, snapshot, after, limit + 1)
                    : candidates.onlyByTime() || there.size() > MAX_MERGED
                            ? candidates.byTime(connection, after, limit + 1)
                            : merged(
                                    byKind(connection, there, from, to, after, limit + 1),
                                    candidates.newestAlternates(connection, after, limit + 1),
                                    limit + 1);
            boolean more = found.size() > limit;
            List<Cursor> shown = more ? found.subList(0, limit) : found;
            return new FlowPage(
                    snapshot.rows(shown.stream().map(Cursor::id).toList()),
                    more ? shown.get(limit - 1) : null,
                    counts.matches(),
                    counts.total(),
                    snapshot.coverage());
        });
    }

    private static List<Cursor> merged(List<Cursor> some, List<Cursor> others, int limit) {
        return others.isEmpty()
                ? some
                : Stream.concat(some.stream(), others.stream())
                        .distinct()
                        .sorted(NEWEST_FIRST)
                        .limit(limit)
                        .toList();
    }

    private static List<Cursor> selected(
            Candidates candidates, FlowFilter filter, IndexSnapshot snapshot, Cursor after, int limit)
            throws SQLException {
        Connection connection = snapshot.connection();
        boolean many = !filter.callers().isEmpty() && candidates.count(connection, MAX_SORTED + 1) > MAX_SORTED;
        return many ? candidates.byTime(connection, after, limit) : candidates.newest(connection, after, limit);
    }

    /** The newest of each kind, and of these the newest: however rare a kind is, no others are looked at. */
    private static List<Cursor> byKind(
            Connection connection, List<Integer> kinds, long from, long to, Cursor after, int limit)
            throws SQLException {
        List<Cursor> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT at, id FROM flow INDEXED BY flow_kind WHERE kind=? AND at>=?"
                        + " AND at<? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?")) {
            for (int kind : kinds) {
                select.setInt(1, kind);
                select.setLong(2, from);
                select.setLong(3, to);
                select.setLong(4, after.at());
                select.setLong(5, after.id());
                select.setInt(6, limit);
                found.addAll(Candidates.cursors(select));
            }
        }
        return found.stream().sorted(NEWEST_FIRST).limit(limit).toList();
    }
}
