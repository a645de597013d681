package org.sessiontoken.console.permit;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * So many may do something at once, and no user takes more than half of the permits: whoever opens it again and again shuts out nobody
 * but themselves. Safe for all threads.
 */
public final class UserPermits {

    private final int max;
    private final int maxPerUser;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    /** @param max how many permits there are; of a single one, a user may take it */
    public UserPermits(int max) {
        this.max = max;
        this.maxPerUser = (max + 1) / 2;
    }

    /** Why there is no permit. */
    public enum Shortage {
        /** The user has as many as one may have. */
        OF_THE_USER,
        /** Others have them all. */
        OF_ALL
    }

    /** Takes a permit for a user, who must give it back, or says why there is none. */
    public synchronized Optional<Shortage> acquire(String user) {
        int own = taken.getOrDefault(user, 0);
        if (own >= maxPerUser) {
            return Optional.of(Shortage.OF_THE_USER);
        }
        if (all >= max) {
            return Optional.of(Shortage.OF_ALL);
        }
        taken.put(user, own + 1);
        all++;
        return Optional.empty();
    }

    /** Gives a permit back. */
    public synchronized void release(String user) {
        taken.merge(user, -1, Integer::sum);
        taken.remove(user, 0);
        all--;
    }

    /** How many are taken. */
    public synchronized int taken() {
        return all;
    }
}
