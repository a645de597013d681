package org.sessiontoken.faults.processes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which programs there are, and what lies between them.
 *
 * @param kafkaNodes one or three
 * @param relayed the programs whose connections to Kafka go through relays
 * @param slowReplication how much later than otherwise the nodes copy from one another
 * @param diskMegabytes the size of the disk of the only node, or 0 for one without bound
 * @param agents what is to be changed in a program while it is loaded, by its name
 * @param adapterDeadline how long an adapter lets its callers wait
 */
public record Topology(
        String name,
        int kafkaNodes,
        int brokers,
        int adapters,
        Set<String> relayed,
        Duration slowReplication,
        int diskMegabytes,
        Map<String, String> agents,
        Duration adapterDeadline) {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /** Two brokers and two adapters on Kafka, with nothing between them. */
    public static Topology of(String name, int kafkaNodes) {
        return new Topology(name, kafkaNodes, 2, 2, Set.of(), Duration.ZERO, 0, Map.of(), DEADLINE);
    }

    /** The same under another name. */
    public Topology withName(String other) {
        return new Topology(
                other, kafkaNodes, brokers, adapters, relayed, slowReplication, diskMegabytes, agents, adapterDeadline);
    }

    /** Programs whose connections to Kafka can be harmed. */
    public Topology withRelays(String... programs) {
        return new Topology(
                name,
                kafkaNodes,
                brokers,
                adapters,
                Set.of(programs),
                slowReplication,
                diskMegabytes,
                agents,
                adapterDeadline);
    }

    /** A small disk. */
    public Topology withDisk(int megabytes) {
        return new Topology(
                name, kafkaNodes, brokers, adapters, relayed, slowReplication, megabytes, agents, adapterDeadline);
    }

    /** Nodes that copy from one another so much later. */
    public Topology withSlowReplication(Duration delay) {
        return new Topology(
                name, kafkaNodes, brokers, adapters, relayed, delay, diskMegabytes, agents, adapterDeadline);
    }

    /** Programs that are changed while they are loaded. */
    public Topology withAgents(Map<String, String> agents) {
        return new Topology(
                name, kafkaNodes, brokers, adapters, relayed, slowReplication, diskMegabytes, agents, adapterDeadline);
    }

    /** Adapters with another deadline. */
    public Topology withDeadline(Duration deadline) {
        return new Topology(
                name, kafkaNodes, brokers, adapters, relayed, slowReplication, diskMegabytes, agents, deadline);
    }

    /** The names of the programs of a role. */
    public List<String> names(Role role) {
        int count =
                switch (role) {
                    case BROKER -> brokers;
                    case ADAPTER -> adapters;
                    case KAFKA -> kafkaNodes;
                };
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> role.prefix() + number)
                .toList();
    }
}
