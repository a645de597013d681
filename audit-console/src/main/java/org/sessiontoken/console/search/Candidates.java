package org.sessiontoken.console.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sessiontoken.console.index.IndexSnapshot;

/**
 * The rows that a filter wants, as a condition of SQL. One of its parts names the index of the database that finds them; the others
 * are checked at each row.
 */
final class Candidates {

    private final SqlCondition own;
    private final SqlCondition all;
    private final Alternates alternates;
    private final boolean selective;
    private final boolean byTime;

    private Candidates(SqlCondition own, Alternates alternates, boolean selective, boolean byTime) {
        this.own = own;
        this.alternates = alternates;
        this.all = alternates.any() ? own.or(alternates.ids()) : own;
        this.selective = selective;
        this.byTime = byTime;
    }

    static Candidates of(FlowFilter filter, IndexSnapshot snapshot) throws SQLException {
        SqlCondition own = new SqlCondition();
        own.requestId("", filter.requestId());
        own.correlationId("", filter.correlationId());
        own.account("", filter.account());
        own.token("", filter.tokenHash());
        own.callers("", filter.callers());
        own.times("", filter.from(), filter.to());
        WantedKinds kinds = WantedKinds.of(filter, FlowFilter::kinds, snapshot);
        if (!filter.hasAnyKind()) {
            own.kinds("", kinds);
        }
        boolean selective = filter.correlationId() != null
                || filter.requestId() != null
                || filter.account() != null
                || filter.tokenHash() != null
                || !filter.callers().isEmpty();
        return new Candidates(own, Alternates.of(filter, own, snapshot), selective, kinds.needRows() && !selective);
    }

    /** Whether an index of the database finds the rows, so that only few have to be looked at. */
    boolean selective() {
        return selective;
    }

    /** Whether nothing but looking at rows, one after the other, finds those that are wanted. */
    boolean onlyByTime() {
        return byTime;
    }

    /** Those of them that are wanted for what another record says alone. */
    Alternates alternates() {
        return alternates;
    }

    /** The newest rows after a cursor. */
    List<Cursor> newest(Connection connection, Cursor after, int limit) throws SQLException {
        return newest(connection, "flow", all, after, limit);
    }

    /** The same, looking at all rows from the newest on. */
    List<Cursor> byTime(Connection connection, Cursor after, int limit) throws SQLException {
        return newest(connection, "flow INDEXED BY flow_at", all, after, limit);
    }

    /** The newest rows after a cursor that are wanted for what another record says. */
    List<Cursor> newestAlternates(Connection connection, Cursor after, int limit) throws SQLException {
        return alternates.any() ? newest(connection, "flow", alternates.ids(), after, limit) : List.of();
    }

    private static List<Cursor> newest(
            Connection connection, String table, SqlCondition wanted, Cursor after, int limit) throws SQLException {
        String sql = "SELECT at, id FROM " + table + " WHERE " + wanted.sql() + " AND (at, id) < (?, ?)"
                + " ORDER BY at DESC, id DESC LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = wanted.bind(select, 1);
            select.setLong(next, after.at());
            select.setLong(next + 1, after.id());
            select.setInt(next + 2, limit);
            return cursors(select);
        }
    }

    static List<Cursor> cursors(PreparedStatement select) throws SQLException {
        List<Cursor> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Cursor(rows.getLong(1), rows.getLong(2)));
            }
        }
        return found;
    }

    /** How many rows there are, at most so many. */
    long count(Connection connection, int max) throws SQLException {
        String sql = "SELECT count(*) FROM (SELECT 1 FROM flow WHERE " + all.sql() + " LIMIT " + max + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            all.bind(select, 1);
            try (ResultSet count = select.executeQuery()) {
                return count.getLong(1);
            }
        }
    }

    /** What finds the rows that are wanted for what the records say that count. */
    SqlCondition own() {
        return own;
    }
}
