package org.sessiontoken.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sessiontoken.faults.agent.Mutant;
import org.sessiontoken.faults.processes.Role;
import org.sessiontoken.faults.processes.Topology;

/**
 * A mutant, and the scenario that must tell it from the product. The same scenario is run with the product as it is: what fails
 * there, too, tells nothing.
 *
 * @param changed the programs that are changed
 */
record Trial(Mutant mutant, Role changed, Scenario scenario) {

    private static final Topology ONE = Topology.of("mutants on one node of Kafka", 1);

    /** Most calls are over Kafka: no adapter sends them again. */
    private static final int DIRECT_PER_SECOND = 80;

    private static final int PER_SECOND = 30;

    /** All mutants. */
    static List<Trial> all() {
        return List.of(
                new Trial(
                        Mutant.COMMIT_BEFORE_REPLY,
                        Role.BROKER,
                        scenario("commit-before-reply", ONE, Bounds.ANY, Fault.KILL_ALL_BROKERS)),
                new Trial(
                        Mutant.FORGET_AT_REBALANCE,
                        Role.BROKER,
                        scenario("forget-at-rebalance", ONE, Bounds.ANY, Fault.ROLL_BROKERS)),
                new Trial(
                        Mutant.NO_DEADLINE_CHECK,
                        Role.BROKER,
                        scenario(
                                "no-deadline-check",
                                ONE.withName("mutants, deadlines of 3 s").withDeadline(Duration.ofSeconds(3)),
                                Bounds.ANY,
                                Fault.KILL_ALL_BROKERS)),
                new Trial(
                        Mutant.POSITION_AFTER_READINESS,
                        Role.ADAPTER,
                        scenario("position-after-readiness", ONE, Bounds.failed(0), Fault.ROLL_ADAPTERS)),
                new Trial(
                        Mutant.ACKS_1,
                        Role.BROKER,
                        scenario(
                                "acks-1",
                                Topology.of("mutants on three nodes that copy late", 3)
                                        .withSlowReplication(Duration.ofMillis(100)),
                                Bounds.ANY,
                                Fault.KILL_KAFKA,
                                Fault.KILL_KAFKA,
                                Fault.KILL_KAFKA)));
    }

    private static Scenario scenario(String name, Topology topology, Bounds bounds, Fault... faults) {
        return new Scenario(
                name, topology, PER_SECOND, DIRECT_PER_SECOND, List.of(faults), Duration.ofSeconds(3), bounds);
    }

    /** With the product as it is. */
    Scenario control() {
        return scenario;
    }

    Scenario mutated() {
        Map<String, String> agents = scenario.topology().names(changed).stream()
                .collect(Collectors.toMap(name -> name, name -> "mutant=" + mutant.code()));
        return new Scenario(
                scenario.name() + "-mutant",
                scenario.topology().withName(scenario.name() + " mutant").withAgents(agents),
                scenario.perSecond(),
                scenario.directPerSecond(),
                scenario.faults(),
                scenario.tail(),
                scenario.bounds());
    }

    /**
     * All controls and all mutants, those on the same topology next to one another.
     *
     * @param what {@code mutants}, or {@code mutants=} and the name of one
     */
    static List<Scenario> scenarios(String what) {
        List<Trial> trials = all().stream()
                .filter(trial -> what.equals("mutants")
                        || what.equals("mutants=" + trial.mutant().code()))
                .toList();
        return Stream.concat(
                        trials.stream().map(Trial::mutated), trials.stream().map(Trial::control))
                .toList();
    }

    /** What the results say, and whether each mutant was told from the product. */
    static boolean judge(List<Result> results) {
        Map<String, Result> byName = results.stream().collect(Collectors.toMap(Result::scenario, result -> result));
        boolean caught = true;
        for (Trial trial : all()) {
            Result control = byName.get(trial.control().name());
            Result mutated = byName.get(trial.mutated().name());
            if (control == null || mutated == null) {
                continue;
            }
            boolean told = mutated.isWorseThan(control);
            caught &= told;
            System.out.println("mutant " + trial.mutant().code() + ": " + (told ? "caught" : "NOT CAUGHT") + "; "
                    + mutated.complaint()
                    + (control.isClean() && control.isKept()
                            ? ""
                            : "; but the product as it is: " + control.complaint()));
        }
        return caught;
    }
}
