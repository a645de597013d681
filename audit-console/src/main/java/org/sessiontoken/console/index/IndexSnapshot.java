package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The index as it was at one moment, with what it covered at that moment. For one thread. */
public final class IndexSnapshot {

    private final Connection connection;
    private final Kinds kinds;
    private final FlowRows rows;
    private final Coverage coverage;

    IndexSnapshot(Connection connection, Kinds kinds, TopicNumbers topics, Coverage coverage) {
        this.connection = connection;
        this.kinds = kinds;
        this.rows = new FlowRows(kinds, topics);
        this.coverage = coverage;
    }

    /** Something that is read of a snapshot. */
    @FunctionalInterface
    public interface Reading<T> {

        /** Reads it. */
        T of(IndexSnapshot snapshot) throws SQLException;
    }

    /** For queries. */
    public Connection connection() {
        return connection;
    }

    /** What the index covers. */
    public Coverage coverage() {
        return coverage;
    }

    /** The numbers of the kinds that are wanted. */
    public Set<Integer> kinds(Predicate<FlowKind> wanted) {
        return kinds.all().entrySet().stream()
                .filter(kind -> wanted.test(kind.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The numbers of the kinds that are wanted and whose rows may have names of their own; none, unless the names are too many. */
    public Set<Integer> kindsWithOwnNames(Predicate<FlowKind> wanted) {
        return kinds.areFull() ? kinds(wanted.and(FlowKind::isNameless)) : Set.of();
    }

    /** The kind with a number. */
    public FlowKind kind(int number) {
        return kinds.get(number);
    }

    /** The rows with these numbers, in this order. */
    public List<FlowRow> rows(List<Long> ids) throws SQLException {
        List<FlowRow> found = new ArrayList<>(ids.size());
        try (PreparedStatement select =
                connection.prepareStatement("SELECT " + FlowRows.COLUMNS + " FROM flow WHERE id=?")) {
            for (long id : ids) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        found.add(rows.row(row, connection));
                    }
                }
            }
        }
        return found;
    }

    static Coverage coverage(Connection connection, Kinds kinds, @Nullable LogEnds ends) throws SQLException {
        Map<TopicPartition, Position> positions = Positions.read(connection);
        Coverage coverage = Coverage.of(
                        positions, ends, Meta.read(connection, Meta.BUILT).isPresent())
                .withoutOutcomesOf(UnseenOutcomes.requestors(connection, kinds, positions.keySet()));
        return coverage.completeFrom().equals(Instant.EPOCH) ? coverage.from(oldest(connection, coverage)) : coverage;
    }

    /** Where nothing is missing however old, the oldest row is the beginning. */
    private static Instant oldest(Connection connection, Coverage coverage) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT min(at) FROM flow");
                ResultSet oldest = select.executeQuery()) {
            long at = oldest.getLong(1);
            return oldest.wasNull() ? coverage.completeTo() : Instant.ofEpochMilli(at);
        }
    }
}
