package org.sessiontoken.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sessiontoken.faults.processes.Topology;

/**
 * A fault, with all that the seed decides.
 *
 * @param after how long after the load began, or after the fault before was over
 * @param victim whom it befalls, or befalls first
 * @param lasting how long until it is undone
 */
record PlannedFault(Fault fault, Duration after, String victim, Duration lasting) {

    private static final int MIN_AFTER_MS = 1_500;
    private static final int MAX_AFTER_MS = 3_000;

    /** What the seed makes of a scenario. */
    static List<PlannedFault> of(Scenario scenario, Seed seed) {
        Random random = seed.of(scenario.name());
        List<PlannedFault> planned = new ArrayList<>();
        for (Fault fault : scenario.faults()) {
            planned.add(of(fault, scenario.topology(), random));
        }
        return planned;
    }

    private static PlannedFault of(Fault fault, Topology topology, Random random) {
        Duration after = Duration.ofMillis(MIN_AFTER_MS + random.nextInt(MAX_AFTER_MS - MIN_AFTER_MS + 1));
        List<String> victims = topology.names(fault.role());
        String victim = victims.get(random.nextInt(victims.size()));
        long range = fault.maxLasting().toMillis() - fault.minLasting().toMillis();
        Duration lasting = fault.minLasting().plusMillis(random.nextInt((int) range + 1));
        return new PlannedFault(fault, after, victim, lasting);
    }

    @Override
    public String toString() {
        return "after " + after.toMillis() + " ms: " + fault.text() + " " + victim
                + (lasting.isZero() ? "" : ", for " + lasting.toMillis() + " ms");
    }
}
