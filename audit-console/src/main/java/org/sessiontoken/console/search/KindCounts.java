package org.sessiontoken.console.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sessiontoken.console.index.Tallies;

/**
 * Counts rows by kind without looking at each: by the tallies where a piece of ten seconds lies wholly within the time, and by the
 * rows at both edges.
 */
final class KindCounts {

    private static final long PIECE = Tallies.PIECE.toMillis();
    private static final long LAST = Long.MAX_VALUE / PIECE;

    private KindCounts() {}

    /** How many rows there are of each kind, from one time up to another, in milliseconds. */
    static Map<Integer, Long> of(Connection connection, long from, long to) throws SQLException {
        Map<Integer, Long> counts = new HashMap<>();
        long first = -Math.floorDiv(-from, PIECE);
        long last = Math.min(LAST, to / PIECE);
        if (first >= last) {
            rows(connection, from, to, counts);
            return counts;
        }
        rows(connection, from, first * PIECE, counts);
        rows(connection, last * PIECE, to, counts);
        add(
                connection,
                "SELECT kind, sum(rows) FROM tally WHERE piece>=? AND piece<? GROUP BY kind",
                List.of(first, last),
                counts);
        return counts;
    }

    private static void rows(Connection connection, long from, long to, Map<Integer, Long> counts) throws SQLException {
        if (from < to) {
            add(
                    connection,
                    "SELECT kind, count(*) FROM flow INDEXED BY flow_at WHERE at>=? AND at<? GROUP BY kind",
                    List.of(from, to),
                    counts);
        }
    }

    private static void add(Connection connection, String sql, List<Long> between, Map<Integer, Long> counts)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, between.get(0));
            select.setLong(2, between.get(1));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    counts.merge(found.getInt(1), found.getLong(2), Long::sum);
                }
            }
        }
    }
}
