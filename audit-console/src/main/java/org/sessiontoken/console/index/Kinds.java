package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Outcome;

/**
 * The kinds of requests and their numbers, in memory. Safe for all threads, of which one adds. There may be more of them than in
 * the file, when those who added them could not write; {@link #load} then makes them the same again.
 *
 * <p>Whoever asks can make up names of tenants and auth services. So many kinds may have names and no more: requests of any further
 * ones are of a kind without names, and their rows have the names themselves. None is ever taken out, so that a row keeps its kind.
 */
final class Kinds {

    /** Each takes about a kilobyte of memory. */
    static final int MAX_NAMED = 10_000;

    private final int maxNamed;
    private final Map<FlowKind, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Integer, FlowKind> kinds = new ConcurrentHashMap<>();
    /** Written by the thread that adds. */
    private volatile int named;

    Kinds(int maxNamed) {
        this.maxNamed = maxNamed;
    }

    void load(Connection connection) throws SQLException {
        numbers.clear();
        kinds.clear();
        named = 0;
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT id, tenant, service, requestor, outcome, reason FROM kind");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                put(
                        found.getInt(1),
                        new FlowKind(
                                found.getString(2),
                                found.getString(3),
                                found.getString(4),
                                outcome(found.getString(5)),
                                found.getString(6)));
            }
        }
    }

    private static @Nullable Outcome outcome(@Nullable String code) {
        return code == null
                ? null
                : Arrays.stream(Outcome.values())
                        .filter(outcome -> outcome.code().equals(code))
                        .findFirst()
                        .orElseThrow();
    }

    private void put(int number, FlowKind kind) {
        kinds.put(number, kind);
        numbers.put(kind, number);
        if (!kind.isNameless()) {
            named = named + 1;
        }
    }

    /** Whether rows may have names of their own. */
    boolean areFull() {
        return named >= maxNamed;
    }

    Map<Integer, FlowKind> all() {
        return kinds;
    }

    FlowKind get(int number) {
        return Objects.requireNonNull(kinds.get(number), "a row has a kind that is not in the index");
    }

    /** The number of a kind, which is added if there is none yet; that of the kind without names, if there are too many. */
    int numberOf(FlowKind kind, Connection writer) throws SQLException {
        Integer number = numbers.get(kind);
        if (number != null) {
            return number;
        }
        return areFull() && !kind.isNameless() ? numberOf(kind.named(null, null), writer) : add(kind, writer);
    }

    private int add(FlowKind kind, Connection writer) throws SQLException {
        int number = kinds.size() + 1;
        try (PreparedStatement insert = writer.prepareStatement("INSERT INTO kind VALUES(?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, number);
            insert.setString(2, kind.tenantId());
            insert.setString(3, kind.authServiceId());
            insert.setString(4, kind.requestor());
            insert.setString(5, kind.outcome() == null ? null : kind.outcome().code());
            insert.setString(6, kind.reason());
            insert.executeUpdate();
        }
        put(number, kind);
        return number;
    }
}
