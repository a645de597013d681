package org.sessiontoken.console.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.search.FlowPage.Count;

/**
 * How many requests there are.
 *
 * @param ofKinds how many there are of each kind in the filter's time
 * @param matches how many the filter wants
 * @param total how many there are in that time, wanted or not
 */
record FlowCounts(Map<Integer, Long> ofKinds, Count matches, long total) {

    /** More are not counted one by one. */
    private static final int MAX_COUNTED = 10_000;

    /** Counts in the filter's time to the millisecond, and not in whole buckets. */
    static FlowCounts of(FlowFilter filter, Set<Integer> kinds, Candidates candidates, IndexSnapshot snapshot)
            throws SQLException {
        Connection connection = snapshot.connection();
        long from = filter.from() == null ? 0 : filter.from().toEpochMilli();
        long to = filter.to() == null ? Long.MAX_VALUE : filter.to().toEpochMilli();
        Map<Integer, Long> ofKinds = KindCounts.of(connection, from, to);
        return new FlowCounts(
                ofKinds,
                candidates.selective() || candidates.onlyByTime()
                        ? counted(candidates, connection)
                        : counted(ofKinds, kinds, candidates.alternates().count(connection, Long.MAX_VALUE)),
                ofKinds.values().stream().mapToLong(Long::longValue).sum() + inThatTime(filter, snapshot));
    }

    private static Count counted(Candidates candidates, Connection connection) throws SQLException {
        long count = candidates.count(connection, MAX_COUNTED + 1);
        return new Count(Math.min(count, MAX_COUNTED), count > MAX_COUNTED);
    }

    private static Count counted(Map<Integer, Long> ofKinds, Set<Integer> kinds, long otherwise) {
        return new Count(
                otherwise
                        + ofKinds.entrySet().stream()
                                .filter(count -> kinds.contains(count.getKey()))
                                .mapToLong(Map.Entry::getValue)
                                .sum(),
                false);
    }

    /** Requests of another time of which another record came in that time. */
    private static long inThatTime(FlowFilter filter, IndexSnapshot snapshot) throws SQLException {
        return Candidates.of(FlowFilter.ALL.between(filter.from(), filter.to()), snapshot)
                .alternates()
                .count(snapshot.connection(), Long.MAX_VALUE);
    }
}
