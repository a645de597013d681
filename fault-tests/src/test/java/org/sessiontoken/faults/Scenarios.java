package org.sessiontoken.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sessiontoken.faults.processes.Topology;

/** All scenarios, and what is promised in each. */
final class Scenarios {

    private static final String CLOCK = "clock";
    private static final int STORMS = 4;
    private static final int FAULTS_IN_A_STORM = 8;

    private static final Topology ONE = Topology.of("one node of Kafka", 1);

    private static final Topology THREE = Topology.of("three nodes of Kafka", 3);

    /** Everything that lies between the programs, and their clocks, can be harmed. */
    private static final Topology LABORATORY = Topology.of("one node of Kafka, relays, clocks that can be set", 1)
            .withRelays("broker-1", "broker-2", "adapter-1", "adapter-2")
            .withAgents(Map.of("broker-1", CLOCK, "broker-2", CLOCK, "adapter-1", CLOCK, "adapter-2", CLOCK));

    private static final Topology SMALL_DISK =
            Topology.of("one node of Kafka on a small disk", 1).withDisk(192);

    /** A killed adapter is noticed at the next look; a stopped one when the look ends without an answer. */
    private static final int ONE_ADAPTERS_HALF_SECOND = 25;

    private static final int ONE_ADAPTERS_SECOND_AND_A_HALF = 90;

    private static final List<Fault> ON_ONE = List.of(
            Fault.KILL_BROKER,
            Fault.KILL_ALL_BROKERS,
            Fault.FREEZE_BROKER,
            Fault.ROLL_BROKERS,
            Fault.KILL_ADAPTER,
            Fault.FREEZE_ADAPTER,
            Fault.ROLL_ADAPTERS,
            Fault.KILL_KAFKA,
            Fault.FREEZE_KAFKA,
            Fault.ROLL_ALL);

    private static final List<Fault> ON_THREE = List.of(
            Fault.KILL_KAFKA,
            Fault.FREEZE_KAFKA,
            Fault.ROLL_KAFKA,
            Fault.KILL_BROKER,
            Fault.FREEZE_BROKER,
            Fault.ROLL_ALL);

    private static final List<Fault> IN_THE_LABORATORY = List.of(
            Fault.DELAY,
            Fault.DELAY_ADAPTER,
            Fault.CUT,
            Fault.CUT_ADAPTER,
            Fault.SWALLOW,
            Fault.CUT_ANSWERS,
            Fault.CUT_ANSWERS_ADAPTER,
            Fault.CLOCK_FORWARD,
            Fault.CLOCK_BACK,
            Fault.CLOCK_FORWARD_ADAPTER,
            Fault.CLOCK_BACK_ADAPTER,
            Fault.KILL_BROKER,
            Fault.KILL_KAFKA);

    private Scenarios() {}

    /** Each once. */
    static List<Scenario> brief() {
        return Stream.of(onOne(), onThree(), inTheLaboratory(), onASmallDisk())
                .flatMap(List::stream)
                .toList();
    }

    /** Each once, and sequences of faults that the seed draws. */
    static List<Scenario> lengthy(Seed seed) {
        return Stream.of(
                        onOne(),
                        storms("storm", ONE, ON_ONE, seed),
                        onThree(),
                        storms("storm-on-three", THREE, ON_THREE, seed),
                        inTheLaboratory(),
                        storms("storm-in-the-laboratory", LABORATORY, IN_THE_LABORATORY, seed),
                        onASmallDisk())
                .flatMap(List::stream)
                .toList();
    }

    static Scenario warmUp(int round) {
        return new Scenario("warm-up-" + round, ONE, 60, 10, List.of(), Duration.ofSeconds(4), Bounds.ANY);
    }

    private static List<Scenario> onOne() {
        return List.of(
                Scenario.of("nothing-happens", ONE, Bounds.failed(0), Fault.NONE),
                Scenario.of("broker-killed", ONE, Bounds.failed(0).slowest(seconds(2)), Fault.KILL_BROKER),
                Scenario.of("broker-frozen", ONE, Bounds.failed(0).slowest(seconds(2)), Fault.FREEZE_BROKER),
                Scenario.of("brokers-rolled", ONE, Bounds.failed(0).p99(Duration.ofMillis(200)), Fault.ROLL_BROKERS),
                Scenario.of("adapters-rolled", ONE, Bounds.failed(0), Fault.ROLL_ADAPTERS),
                Scenario.of("adapter-killed", ONE, Bounds.failed(ONE_ADAPTERS_HALF_SECOND), Fault.KILL_ADAPTER),
                Scenario.of("adapter-frozen", ONE, Bounds.failed(ONE_ADAPTERS_SECOND_AND_A_HALF), Fault.FREEZE_ADAPTER),
                Scenario.of("all-brokers-killed", ONE, Bounds.ANY, Fault.KILL_ALL_BROKERS),
                Scenario.of("only-kafka-killed", ONE, Bounds.ANY, Fault.KILL_KAFKA),
                Scenario.of("only-kafka-frozen", ONE, Bounds.ANY, Fault.FREEZE_KAFKA));
    }

    private static List<Scenario> onThree() {
        return List.of(
                Scenario.of("one-kafka-of-three-killed", THREE, Bounds.failed(0).slowest(seconds(5)), Fault.KILL_KAFKA),
                Scenario.of("one-kafka-of-three-frozen", THREE, Bounds.ANY, Fault.FREEZE_KAFKA),
                Scenario.of("everything-rolled", THREE, Bounds.failed(0).slowest(seconds(5)), Fault.ROLL_ALL));
    }

    private static List<Scenario> inTheLaboratory() {
        return List.of(
                Scenario.of("broker-delayed", LABORATORY, Bounds.failed(0), Fault.DELAY),
                Scenario.of("broker-cut-off", LABORATORY, Bounds.failed(0), Fault.CUT),
                Scenario.of("broker-swallowed", LABORATORY, Bounds.failed(0), Fault.SWALLOW),
                Scenario.of("answers-cut", LABORATORY, Bounds.ANY, Fault.CUT_ANSWERS, Fault.CUT_ANSWERS_ADAPTER),
                Scenario.of("adapter-cut-off", LABORATORY, Bounds.ANY, Fault.CUT_ADAPTER),
                Scenario.of(
                        "clocks-set",
                        LABORATORY,
                        Bounds.ANY,
                        Fault.CLOCK_FORWARD,
                        Fault.CLOCK_BACK,
                        Fault.CLOCK_FORWARD_ADAPTER,
                        Fault.CLOCK_BACK_ADAPTER));
    }

    private static List<Scenario> onASmallDisk() {
        return List.of(Scenario.of("disk-full", SMALL_DISK, Bounds.ANY, Fault.FULL_DISK));
    }

    private static List<Scenario> storms(String name, Topology topology, List<Fault> menu, Seed seed) {
        return IntStream.rangeClosed(1, STORMS)
                .mapToObj(number -> storm(name + "-" + number, topology, menu, seed))
                .toList();
    }

    private static Scenario storm(String name, Topology topology, List<Fault> menu, Seed seed) {
        Random random = seed.of(name + " faults");
        List<Fault> drawn = new ArrayList<>();
        for (int i = 0; i < FAULTS_IN_A_STORM; i++) {
            drawn.add(menu.get(random.nextInt(menu.size())));
        }
        return Scenario.of(name, topology, Bounds.ANY, drawn.toArray(Fault[]::new));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
