package org.sessiontoken.faults;

import java.time.Duration;
import java.util.List;
import org.sessiontoken.faults.processes.Topology;

/** All scenarios, and what is promised in each. */
final class Scenarios {

    private static final Topology ONE = Topology.of("one node of Kafka", 1);
    private static final Topology THREE = Topology.of("three nodes of Kafka", 3);

    private Scenarios() {}

    /** Each once. */
    static List<Scenario> brief() {
        return List.of(
                Scenario.of("nothing-happens", ONE, Bounds.failed(0), Fault.NONE),
                Scenario.of(
                        "broker-killed", ONE, Bounds.failed(0).slowest(Duration.ofSeconds(2)), Fault.KILL_BROKER),
                Scenario.of(
                        "broker-frozen", ONE, Bounds.failed(0).slowest(Duration.ofSeconds(2)), Fault.FREEZE_BROKER),
                Scenario.of(
                        "brokers-rolled", ONE, Bounds.failed(0).p99(Duration.ofMillis(200)), Fault.ROLL_BROKERS),
                Scenario.of("adapters-rolled", ONE, Bounds.failed(0), Fault.ROLL_ADAPTERS),
                Scenario.of("adapter-killed", ONE, Bounds.failed(40), Fault.KILL_ADAPTER),
                Scenario.of("all-brokers-killed", ONE, Bounds.ANY, Fault.KILL_ALL_BROKERS),
                Scenario.of("only-kafka-killed", ONE, Bounds.ANY, Fault.KILL_KAFKA),
                Scenario.of(
                        "one-kafka-of-three-killed",
                        THREE,
                        Bounds.failed(0).slowest(Duration.ofSeconds(5)),
                        Fault.KILL_KAFKA));
    }
}
