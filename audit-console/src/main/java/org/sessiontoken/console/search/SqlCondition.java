package org.sessiontoken.console.search;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.Addresses;
import org.sessiontoken.console.index.Hashes;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.IpRange;
import org.sessiontoken.value.TokenHash;

/** A condition of SQL with its values. What is not given is no condition. For one thread. */
final class SqlCondition {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    void requestId(String table, @Nullable String id) {
        if (id != null) {
            add(table + "request_hash=? AND " + table + "request_id=?", Hashes.of(id), id);
        }
    }

    void correlationId(String table, @Nullable String id) {
        if (id != null) {
            add(table + "correlation_hash=? AND " + table + "correlation_id=?", Hashes.of(id), id);
        }
    }

    void account(String table, @Nullable AccountHash account) {
        if (account != null) {
            add(table + "account_hash=?", account.bits());
        }
    }

    /** The account of the one table or, where that has none, of the other. */
    void accountOrElse(String table, String other, @Nullable AccountHash account) {
        if (account != null) {
            String hash = "account_hash";
            add(
                    "(" + table + hash + "=? OR (" + table + hash + " IS NULL AND " + other + hash + "=?))",
                    account.bits(),
                    account.bits());
        }
    }

    void token(String table, @Nullable TokenHash token) {
        if (token != null) {
            byte[] digest = HexFormat.of().parseHex(token.value());
            add(table + "token_hash=? AND " + table + "token=?", bits(digest), digest);
        }
    }

    /** The token of the one table or, where that has none, of the other. */
    void tokenOrElse(String table, String other, @Nullable TokenHash token) {
        if (token != null) {
            byte[] digest = HexFormat.of().parseHex(token.value());
            String of = "token_hash=? AND ";
            add(
                    "((" + table + of + table + "token=?) OR (" + table + "token_hash IS NULL AND " + other + of + other
                            + "token=?))",
                    bits(digest),
                    digest,
                    bits(digest),
                    digest);
        }
    }

    private static long bits(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong();
    }

    void callers(String table, List<IpRange> ranges) {
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
            String caller = table + "caller";
            alternatives.add(
                    one
                            ? caller + "=?"
                            : "(" + caller + " BETWEEN ? AND ? AND length(" + caller + ")=" + first.length + ")");
            values.add(first);
            if (!one) {
                values.add(last);
            }
        }
        if (!alternatives.isEmpty()) {
            conditions.add("(" + String.join(" OR ", alternatives) + ")");
        }
    }

    void times(String table, @Nullable Instant from, @Nullable Instant to) {
        if (from != null) {
            add(table + "at>=?", from.toEpochMilli());
        }
        if (to != null) {
            add(table + "at<?", to.toEpochMilli());
        }
    }

    void kinds(String table, Set<Integer> numbers) {
        add(in(table, numbers));
    }

    /** Rows of a wanted kind, or with the wanted names of their own. */
    void kinds(String table, WantedKinds wanted) {
        if (!wanted.needRows()) {
            kinds(table, wanted.numbers());
            return;
        }
        FlowFilter filter = wanted.filter();
        List<String> names = new ArrayList<>();
        List<Object> bound = new ArrayList<>();
        oneOf(table + "tenant", filter.tenants(), names, bound);
        oneOf(table + "service", filter.authServices(), names, bound);
        add(
                "(" + in(table, wanted.numbers()) + " OR (" + in(table, wanted.withOwnNames()) + " AND "
                        + String.join(" AND ", names) + "))",
                bound.toArray());
    }

    /** With the plus, no index by kind is chosen before that of what was asked for. The numbers are ours. */
    private static String in(String table, Set<Integer> numbers) {
        return "+" + table + "kind IN (" + numbers.stream().map(String::valueOf).collect(Collectors.joining(",")) + ")";
    }

    private static void oneOf(String column, Set<String> wanted, List<String> conditions, List<Object> bound) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " IN (" + String.join(",", Collections.nCopies(wanted.size(), "?")) + ")");
            bound.addAll(wanted);
        }
    }

    /** Adds a condition that has the values of another one. */
    SqlCondition and(String condition, SqlCondition with) {
        conditions.add(condition);
        values.addAll(with.values);
        return this;
    }

    /** This condition, or the other. */
    SqlCondition or(SqlCondition other) {
        SqlCondition either = new SqlCondition().and("(" + sql() + " OR " + other.sql() + ")", this);
        either.values.addAll(other.values);
        return either;
    }

    private void add(String condition, Object... bound) {
        conditions.add(condition);
        values.addAll(List.of(bound));
    }

    String sql() {
        return conditions.isEmpty() ? "1" : String.join(" AND ", conditions);
    }

    /** Binds the values from this number on, and returns the number of the next one. */
    int bind(PreparedStatement statement, int first) throws SQLException {
        int next = first;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }
}
