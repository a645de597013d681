package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.sessiontoken.faults.relay.Relay;

/**
 * The nodes of Kafka. Clients reach a node by one of several listeners, each of which names the way to itself: directly, or
 * through the relay of one program.
 */
final class KafkaCluster implements AutoCloseable {

    private static final String DIRECT = "DIRECT";
    private static final String CONTROLLER = "CONTROLLER";
    private static final String REPLICATION = "REPLICATION";
    private static final String HOST = "127.0.0.1";

    private final Topology topology;
    private final Path folder;
    private final Path logs;
    private final Path disk;
    private final String clusterId = Uuid.randomUuid().toString();
    private final Map<String, List<Integer>> ports = new LinkedHashMap<>();
    private final Map<String, List<Relay>> relays = new LinkedHashMap<>();

    KafkaCluster(Topology topology, Path folder, Path disk, Path logs, Random random) {
        this.topology = topology;
        this.folder = folder;
        this.disk = disk;
        this.logs = logs;
        listenerNames()
                .forEach(listener -> ports.put(
                        listener,
                        IntStream.range(0, topology.kafkaNodes())
                                .mapToObj(node -> FreePorts.next())
                                .toList()));
        topology.relayed().forEach(program -> relays.put(listenerOf(program), open(listenerOf(program), random)));
        if (topology.slowReplication().compareTo(Duration.ZERO) > 0) {
            List<Relay> between = open(REPLICATION, random);
            between.forEach(relay -> relay.delay(topology.slowReplication()));
            relays.put(REPLICATION, between);
        }
    }

    private List<Relay> open(String listener, Random random) {
        return portsOf(listener).stream()
                .map(port -> Relay.open(FreePorts.next(), port, random))
                .toList();
    }

    private List<String> listenerNames() {
        List<String> names = new ArrayList<>(List.of(DIRECT, CONTROLLER, REPLICATION));
        topology.relayed().stream().sorted().map(KafkaCluster::listenerOf).forEach(names::add);
        return names;
    }

    private static String listenerOf(String program) {
        return "TO_" + program.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private List<Integer> portsOf(String listener) {
        return ports.getOrDefault(listener, List.of());
    }

    List<Program> nodes() {
        return IntStream.range(0, topology.kafkaNodes()).mapToObj(this::node).toList();
    }

    private Program node(int index) {
        String name = Role.KAFKA.prefix() + (index + 1);
        Path file = folder.resolve(name + ".properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties(index, disk.resolve(name)).store(out, null);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        List<String> command = new ArrayList<>(Java.command("-Xms64m", "-Xmx320m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Dlogback.configurationFile=harness-logback.xml", "-Dharness.log.level=WARN"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KafkaNodeProgram.class.getName(),
                file.toString(),
                clusterId));
        return new Program(name, logs, command, () -> Brokers.areSeenBy(directOf(index), topology.kafkaNodes()));
    }

    private Properties properties(int index, Path data) {
        int id = index + 1;
        Map<String, String> all = new LinkedHashMap<>();
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(id));
        all.put("listeners", listeners(listenerNames(), index));
        all.put("advertised.listeners", advertised(index));
        all.put("controller.listener.names", CONTROLLER);
        all.put("inter.broker.listener.name", REPLICATION);
        all.put(
                "listener.security.protocol.map",
                listenerNames().stream().map(name -> name + ":PLAINTEXT").collect(Collectors.joining(",")));
        all.put("controller.quorum.voters", voters());
        all.put("log.dirs", data.toString());
        all.putAll(KafkaSettings.of(topology.kafkaNodes()));
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    private String voters() {
        return IntStream.range(0, topology.kafkaNodes())
                .mapToObj(node ->
                        (node + 1) + "@" + HOST + ":" + portsOf(CONTROLLER).get(node))
                .collect(Collectors.joining(","));
    }

    private String listeners(List<String> names, int index) {
        return names.stream()
                .map(name -> name + "://" + HOST + ":" + portsOf(name).get(index))
                .collect(Collectors.joining(","));
    }

    private String advertised(int index) {
        return listenerNames().stream()
                .filter(name -> !name.equals(CONTROLLER))
                .map(name -> {
                    List<Relay> through = relays.get(name);
                    int port = through == null
                            ? portsOf(name).get(index)
                            : through.get(index).port();
                    return name + "://" + HOST + ":" + port;
                })
                .collect(Collectors.joining(","));
    }

    private String directOf(int index) {
        return HOST + ":" + portsOf(DIRECT).get(index);
    }

    /** For clients of these tests themselves. */
    String bootstrapServers() {
        return IntStream.range(0, topology.kafkaNodes())
                .mapToObj(this::directOf)
                .collect(Collectors.joining(","));
    }

    /** For a program under test: through its relays, if it has some. */
    String bootstrapServersOf(String program) {
        List<Relay> through = relays.get(listenerOf(program));
        return through == null
                ? bootstrapServers()
                : through.stream().map(relay -> HOST + ":" + relay.port()).collect(Collectors.joining(","));
    }

    List<Relay> relaysOf(String program) {
        List<Relay> through = relays.get(listenerOf(program));
        if (through == null) {
            throw new IllegalStateException("there is no relay between " + program + " and Kafka");
        }
        return through;
    }

    @Override
    public void close() {
        relays.values().forEach(between -> between.forEach(Relay::close));
    }
}
