package org.sessiontoken.console.board;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.IndexSnapshot;
import org.sessiontoken.console.index.Tallies;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.TenantId;

/** Counts by the tallies of the index, in whole pieces of ten seconds. Safe for all threads. */
final class TalliedLoad implements RecentLoad {

    private final FlowIndex index;
    private final Clock clock;

    TalliedLoad(FlowIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    @Override
    public Loads of(Duration lately, Set<AuthServiceCodec.Key> services) {
        long piece = Tallies.PIECE.toMillis();
        long end = clock.millis() / piece;
        long begin = end - lately.toMillis() / piece;
        return index.read(snapshot -> read(snapshot, begin, end, services));
    }

    private static Loads read(IndexSnapshot snapshot, long begin, long end, Set<AuthServiceCodec.Key> services)
            throws SQLException {
        AllCounts counts = new AllCounts(services);
        Set<Integer> withOwnNames = snapshot.kindsWithOwnNames(kind -> true);
        try (PreparedStatement select = snapshot.connection()
                .prepareStatement("SELECT kind, took, sum(rows) FROM tally WHERE piece>=? AND piece<?"
                        + " GROUP BY kind, took")) {
            select.setLong(1, begin);
            select.setLong(2, end);
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    if (!withOwnNames.contains(found.getInt(1))) {
                        counts.add(snapshot.kind(found.getInt(1)), found.getInt(2), found.getLong(3));
                    }
                }
            }
        }
        if (!withOwnNames.isEmpty()) {
            addRows(counts, snapshot, begin, end, withOwnNames);
        }
        return counts.loads(snapshot.coverage().completeTo());
    }

    /** Rows with names of their own, which no tally has. There are some once somebody has made up more names than the index counts by. */
    private static void addRows(
            AllCounts counts, IndexSnapshot snapshot, long begin, long end, Set<Integer> withOwnNames)
            throws SQLException {
        try (PreparedStatement select = snapshot.connection()
                .prepareStatement(
                        "SELECT kind, took, tenant, service FROM flow INDEXED BY flow_at" + " WHERE at>=? AND at<?")) {
            select.setLong(1, begin * Tallies.PIECE.toMillis());
            select.setLong(2, end * Tallies.PIECE.toMillis());
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    if (withOwnNames.contains(found.getInt(1))) {
                        long took = found.getLong(2);
                        int step = found.wasNull() ? Tallies.NO_OUTCOME : Tallies.step(took);
                        counts.add(
                                snapshot.kind(found.getInt(1)).ofRow(found.getString(3), found.getString(4)), step, 1);
                    }
                }
            }
        }
    }

    /** What all auth services had, for one thread. */
    private static final class AllCounts {

        private final Set<AuthServiceCodec.Key> services;
        private final Map<AuthServiceCodec.Key, Counts> counts = new HashMap<>();
        private final Counts others = new Counts();

        AllCounts(Set<AuthServiceCodec.Key> services) {
            this.services = services;
        }

        void add(FlowKind kind, int step, long rows) {
            String tenant = kind.tenantId();
            String authService = kind.authServiceId();
            // A request that could not be read names no auth service.
            if (tenant != null && authService != null) {
                AuthServiceCodec.Key key =
                        new AuthServiceCodec.Key(new TenantId(tenant), new AuthServiceId(authService));
                Counts of = services.contains(key) ? counts.computeIfAbsent(key, none -> new Counts()) : others;
                of.add(kind, step, rows);
            }
        }

        Loads loads(Instant completeTo) {
            Map<AuthServiceCodec.Key, ServiceLoad> loads = new HashMap<>();
            counts.forEach((key, count) -> loads.put(key, count.load()));
            return new Loads(loads, others.load(), completeTo);
        }
    }

    /** What one auth service had, for one thread. */
    private static final class Counts {

        private final Map<String, Long> refused = new TreeMap<>();
        private final TreeMap<Integer, Long> steps = new TreeMap<>();
        private long requests;
        private long outcomes;

        void add(FlowKind kind, int step, long rows) {
            requests += rows;
            if (step != Tallies.NO_OUTCOME) {
                outcomes += rows;
                steps.merge(step, rows, Long::sum);
            }
            if (kind.outcome() != null && kind.outcome() != Outcome.ISSUED && kind.reason() != null) {
                refused.merge(kind.reason(), rows, Long::sum);
            }
        }

        ServiceLoad load() {
            return new ServiceLoad(requests, refused, percentile(0.5), percentile(0.99));
        }

        private @Nullable Double percentile(double share) {
            long rank = (long) Math.ceil(share * outcomes);
            long seen = 0;
            for (Map.Entry<Integer, Long> step : steps.entrySet()) {
                seen += step.getValue();
                if (seen >= rank) {
                    return Tallies.millis(step.getKey());
                }
            }
            return null;
        }
    }
}
