package org.sessiontoken.console.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts rows by kind and duration in pieces of ten seconds, together with the rows themselves. For one thread. */
public final class Tallies {

    /** How long a piece is. */
    public static final Duration PIECE = Duration.ofSeconds(10);

    /** The step of a row without outcome. */
    public static final int NO_OUTCOME = -1;

    private static final int STEPS_PER_DOUBLING = 8;

    private final Map<Key, Integer> changes = new HashMap<>();

    private record Key(long piece, int kind, int took) {}

    /** The step of a duration; each is 9 % longer than the one before. */
    public static int step(@Nullable Long micros) {
        return micros == null
                ? NO_OUTCOME
                : (int) Math.round(Math.log(Math.max(1, micros)) / Math.log(2) * STEPS_PER_DOUBLING);
    }

    /** The duration in the middle of a step, in milliseconds. */
    public static double millis(int step) {
        return Math.pow(2, (double) step / STEPS_PER_DOUBLING)
                / Duration.ofMillis(1).toNanos()
                * 1_000;
    }

    void count(int kind, long at, @Nullable Long tookMicros, int rows) {
        changes.merge(new Key(at / PIECE.toMillis(), kind, step(tookMicros)), rows, Integer::sum);
    }

    void write(Connection writer) throws SQLException {
        try (PreparedStatement upsert = writer.prepareStatement(
                "INSERT INTO tally VALUES(?, ?, ?, ?)" + " ON CONFLICT DO UPDATE SET rows = rows + excluded.rows")) {
            for (Map.Entry<Key, Integer> change : changes.entrySet()) {
                if (change.getValue() != 0) {
                    upsert.setLong(1, change.getKey().piece());
                    upsert.setInt(2, change.getKey().kind());
                    upsert.setInt(3, change.getKey().took());
                    upsert.setInt(4, change.getValue());
                    upsert.executeUpdate();
                }
            }
        }
        changes.clear();
    }
}
