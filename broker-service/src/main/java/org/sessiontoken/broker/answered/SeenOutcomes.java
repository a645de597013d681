package org.sessiontoken.broker.answered;

import java.util.HashSet;
import java.util.Set;

/**
 * The IDs of the outcomes on one partition that were written since a point in time. What is written later is added; when there
 * are too many, all are forgotten, and the time is that of the newest one. For one thread.
 */
final class SeenOutcomes {

    private static final long NOTHING = Long.MAX_VALUE;

    private final int max;
    private final Set<String> ids = new HashSet<>();
    private long since = NOTHING;

    /** @param max how many IDs are kept */
    SeenOutcomes(int max) {
        this.max = max;
    }

    /** Whether every outcome of this time or later that was read is known. */
    boolean cover(long time) {
        return time >= since;
    }

    /** Forgets everything: from now on, outcomes are read that were written at this time or later. */
    void restart(long time) {
        ids.clear();
        since = time;
    }

    void add(String id, long timestamp) {
        if (ids.size() >= max) {
            // What is forgotten has no later time than this one, since Kafka's clock gives the times.
            restart(timestamp + 1);
        }
        ids.add(id);
    }

    boolean contain(String id) {
        return ids.contains(id);
    }
}
