package org.sessiontoken.console.search;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sessiontoken.console.index.Addresses;
import org.sessiontoken.console.index.Hashes;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.IpRange;

/**
 * The rows that a filter wants, as a condition of SQL. One of its parts names the index of the database that finds them; the others
 * are checked at each row.
 */
final class Candidates {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final boolean selective;

    private Candidates(boolean selective) {
        this.selective = selective;
    }

    static Candidates of(FlowFilter filter, IndexSnapshot snapshot) {
        Candidates found = new Candidates(filter.correlationId() != null
                || filter.requestId() != null
                || filter.account() != null
                || filter.tokenHash() != null
                || !filter.callers().isEmpty());
        if (filter.requestId() != null) {
            found.add("request_hash=? AND request_id=?", Hashes.of(filter.requestId()), filter.requestId());
        }
        if (filter.correlationId() != null) {
            found.add(
                    "correlation_hash=? AND correlation_id=?",
                    Hashes.of(filter.correlationId()),
                    filter.correlationId());
        }
        if (filter.account() != null) {
            found.add("account_hash=?", filter.account().bits());
        }
        if (filter.tokenHash() != null) {
            byte[] token = HexFormat.of().parseHex(filter.tokenHash().value());
            found.add("token_hash=? AND token=?", ByteBuffer.wrap(token).getLong(), token);
        }
        if (!filter.callers().isEmpty()) {
            found.callers(filter.callers());
        }
        if (filter.from() != null) {
            found.add("at>=?", filter.from().toEpochMilli());
        }
        if (filter.to() != null) {
            found.add("at<?", filter.to().toEpochMilli());
        }
        if (!filter.hasAnyKind()) {
            // With the plus, no index by kind is chosen before that of what was asked for.
            found.add("+kind IN (" + list(snapshot.kinds(filter.kinds())) + ")");
        }
        return found;
    }

    /** The numbers are ours. */
    private static String list(Set<Integer> kinds) {
        return kinds.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private void callers(List<IpRange> ranges) {
        List<String> alternatives = new ArrayList<>();
        for (IpRange range : ranges) {
            int slash = range.toString().indexOf('/');
            byte[] first = Addresses.bytes(new IpAddress(range.toString().substring(0, slash)));
            byte[] last = first.clone();
            int prefix = Integer.parseInt(range.toString().substring(slash + 1));
            for (int bit = prefix; bit < first.length * Byte.SIZE; bit++) {
                last[bit / Byte.SIZE] |= (byte) (1 << Byte.SIZE - 1 - bit % Byte.SIZE);
            }
            boolean one = Arrays.equals(first, last);
            alternatives.add(one ? "caller=?" : "(caller BETWEEN ? AND ? AND length(caller)=" + first.length + ")");
            values.add(first);
            if (!one) {
                values.add(last);
            }
        }
        conditions.add("(" + String.join(" OR ", alternatives) + ")");
    }

    private void add(String condition, Object... bound) {
        conditions.add(condition);
        values.addAll(List.of(bound));
    }

    /** Whether an index of the database finds the rows, so that only few have to be looked at. */
    boolean selective() {
        return selective;
    }

    /** The newest rows after a cursor. */
    List<Cursor> newest(Connection connection, Cursor after, int limit) throws SQLException {
        return newest(connection, "flow", after, limit);
    }

    /** The same, looking at all rows from the newest on. */
    List<Cursor> byTime(Connection connection, Cursor after, int limit) throws SQLException {
        return newest(connection, "flow INDEXED BY flow_at", after, limit);
    }

    private List<Cursor> newest(Connection connection, String table, Cursor after, int limit) throws SQLException {
        String sql = "SELECT at, id FROM " + table + " WHERE " + condition() + " AND (at, id) < (?, ?)"
                + " ORDER BY at DESC, id DESC LIMIT ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = bind(select);
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
        String sql = "SELECT count(*) FROM (SELECT 1 FROM flow WHERE " + condition() + " LIMIT " + max + ")";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select);
            try (ResultSet count = select.executeQuery()) {
                return count.getLong(1);
            }
        }
    }

    String condition() {
        return conditions.isEmpty() ? "1" : String.join(" AND ", conditions);
    }

    /** Binds the values, and returns the number of the next one. */
    int bind(PreparedStatement statement) throws SQLException {
        int next = 1;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }
}
