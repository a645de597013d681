package org.sessiontoken.faults;

import java.time.Duration;
import java.util.List;
import org.sessiontoken.faults.processes.Topology;

/**
 * Faults under load, and what is promised. Scenarios on the same topology follow one another on the same programs.
 *
 * @param perSecond the calls over HTTP, evenly
 * @param directPerSecond the calls over Kafka, evenly
 * @param faults one after the other; what, whom and when exactly, the seed decides
 * @param tail how long the load goes on when all faults are over
 */
record Scenario(
        String name,
        Topology topology,
        int perSecond,
        int directPerSecond,
        List<Fault> faults,
        Duration tail,
        Bounds bounds) {

    private static final int PER_SECOND = 100;
    private static final int DIRECT_PER_SECOND = 10;
    private static final Duration TAIL = Duration.ofSeconds(3);

    static Scenario of(String name, Topology topology, Bounds bounds, Fault... faults) {
        return new Scenario(name, topology, PER_SECOND, DIRECT_PER_SECOND, List.of(faults), TAIL, bounds);
    }
}
