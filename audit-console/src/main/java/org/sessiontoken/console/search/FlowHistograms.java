package org.sessiontoken.console.search;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.index.Tallies;

/** Counts requests over time. Safe for all threads. */
public final class FlowHistograms {

    /** What is shown where there is nothing. */
    private static final Duration OF_NOTHING = Duration.ofMinutes(15);

    private final FlowIndex index;
    private final Clock clock;

    FlowHistograms(FlowIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    /**
     * The requests that a filter wants, over its time: without a beginning, from the oldest request on; without an end, until now.
     *
     * @param max at most about so many buckets
     */
    public Histogram of(FlowFilter filter, int max) {
        long to = filter.to() == null ? clock.millis() : filter.to().toEpochMilli();
        return index.read(snapshot -> {
            long from =
                    filter.from() == null ? oldest(snapshot, to) : filter.from().toEpochMilli();
            TimeBuckets time = TimeBuckets.of(from, Math.max(from + 1, to), max);
            HistogramBuilder builder = new HistogramBuilder(time);
            FlowFilter wanted = filter.between(Instant.ofEpochMilli(time.from()), Instant.ofEpochMilli(time.to()));
            Candidates candidates = Candidates.of(wanted, snapshot);
            if (candidates.selective() || candidates.onlyByTime() || time.length() % Tallies.PIECE.toMillis() != 0) {
                rows(builder, candidates, time, snapshot);
            } else {
                tallies(builder, wanted, time, snapshot);
            }
            candidates.alternates().forEach(snapshot.connection(), found -> add(builder, found, snapshot));
            FlowCounts counts =
                    FlowCounts.of(filter, snapshot.kinds(filter.kinds()), Candidates.of(filter, snapshot), snapshot);
            return builder.build(counts, snapshot.coverage());
        });
    }

    private static long oldest(IndexSnapshot snapshot, long before) throws SQLException {
        try (PreparedStatement select = snapshot.connection().prepareStatement("SELECT min(at) FROM flow WHERE at<?")) {
            select.setLong(1, before);
            try (ResultSet oldest = select.executeQuery()) {
                long at = oldest.getLong(1);
                return oldest.wasNull() ? before - OF_NOTHING.toMillis() : at;
            }
        }
    }

    private static void rows(HistogramBuilder builder, Candidates candidates, TimeBuckets time, IndexSnapshot snapshot)
            throws SQLException {
        String sql = "SELECT at/" + time.length() + "*" + time.length() + " AS bucket, kind, took FROM flow WHERE "
                + candidates.own().sql();
        try (PreparedStatement select = snapshot.connection().prepareStatement(sql)) {
            candidates.own().bind(select, 1);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    add(builder, found, snapshot);
                }
            }
        }
    }

    private static void add(HistogramBuilder builder, ResultSet found, IndexSnapshot snapshot) throws SQLException {
        long took = found.getLong(3);
        int step = found.wasNull() ? Tallies.NO_OUTCOME : Tallies.step(took);
        builder.add(found.getLong(1), snapshot.kind(found.getInt(2)), step, 1);
    }

    private static void tallies(HistogramBuilder builder, FlowFilter filter, TimeBuckets time, IndexSnapshot snapshot)
            throws SQLException {
        long piece = Tallies.PIECE.toMillis();
        Set<Integer> kinds = snapshot.kinds(filter.kinds());
        String sql = "SELECT piece*" + piece + "/" + time.length() + " AS bucket, kind, took, sum(rows) FROM tally"
                + " WHERE piece>=? AND piece<? GROUP BY bucket, kind, took";
        try (PreparedStatement select = snapshot.connection().prepareStatement(sql)) {
            select.setLong(1, time.from() / piece);
            select.setLong(2, time.to() / piece);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    if (kinds.contains(found.getInt(2))) {
                        builder.add(
                                found.getLong(1) * time.length(),
                                snapshot.kind(found.getInt(2)),
                                found.getInt(3),
                                found.getLong(4));
                    }
                }
            }
        }
    }
}
