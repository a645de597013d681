package org.sessiontoken.broker.guessing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sessiontoken.event.FailureCount;

/**
 * What this instance has counted and the others do not know yet. Above the maximum number of keys it is not told of new ones:
 * each instance then knows its own. Safe for all threads.
 */
final class UntoldCounts {

    static final int MAX_KEYS = 20_000;

    private Map<String, Amounts> amounts = new HashMap<>();

    synchronized void add(String key, double amount) {
        if (amounts.size() < MAX_KEYS || amounts.containsKey(key)) {
            amounts.merge(key, Amounts.of(amount), Amounts::plus);
        }
    }

    /** Takes all counts out. */
    List<FailureCount> drain() {
        Map<String, Amounts> drained;
        synchronized (this) {
            drained = amounts;
            amounts = new HashMap<>();
        }
        List<FailureCount> counts = new ArrayList<>(drained.size());
        drained.forEach(
                (key, sum) -> counts.add(new FailureCount(key, millionths(sum.added), millionths(sum.removed))));
        return counts;
    }

    private static int millionths(double amount) {
        return (int) Math.round(Math.min(1, amount) * FailureCount.BOUND);
    }

    private record Amounts(double added, double removed) {

        static Amounts of(double amount) {
            return amount > 0 ? new Amounts(amount, 0) : new Amounts(0, -amount);
        }

        Amounts plus(Amounts other) {
            return new Amounts(added + other.added, removed + other.removed);
        }
    }
}
