package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.sessiontoken.faults.agent.FaultAgent;
import org.sessiontoken.faults.relay.Relay;

/** All programs of a topology, and what may be done to them. */
public final class Deployment implements AutoCloseable {

    /** The tenant of all auth services. */
    public static final String TENANT = "demo";

    private final Topology topology;
    private final Keys keys;
    private final Disk disk;
    private final KafkaCluster kafka;
    private final Map<String, Program> programs = new LinkedHashMap<>();
    private final Map<String, URI> adapters = new LinkedHashMap<>();
    private final Path folder;

    /**
     * Makes keys and configuration, and starts nothing.
     *
     * @param images of the services
     * @param folder for data and logs
     * @param random decides what relays do
     */
    public Deployment(Topology topology, Images images, Path folder, Random random) {
        this.topology = topology;
        this.folder = folder;
        Path logs = folder(folder, "logs");
        this.keys = new Keys(folder(folder, "keys"));
        this.disk = Disk.at(folder(folder, "kafka"), topology.diskMegabytes());
        this.kafka = new KafkaCluster(topology, folder(folder, "settings"), disk.path(), logs, random);
        kafka.nodes().forEach(node -> programs.put(node.name(), node));
        Services services = new Services(topology, keys, kafka, images, folder.resolve("jars"), logs);
        topology.names(Role.BROKER).forEach(name -> programs.put(name, services.broker(name, agentOf(name))));
        topology.names(Role.ADAPTER).forEach(name -> {
            int port = FreePorts.next();
            adapters.put(name, URI.create("http://127.0.0.1:" + port));
            programs.put(name, services.adapter(name, port, agentOf(name)));
        });
    }

    private static Path folder(Path parent, String name) {
        try {
            return Files.createDirectories(parent.resolve(name));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** What is to be changed in a program, with the file that tells its clock in place of the word. */
    private Optional<String> agentOf(String program) {
        return Optional.ofNullable(topology.agents().get(program))
                .map(agent -> agent.equals("clock") ? "clock=" + clockOf(program) : agent);
    }

    private Path clockOf(String program) {
        return folder.resolve(program + ".clock");
    }

    /** Starts all programs, and waits until each does its work. */
    public void start() {
        start(topology.names(Role.KAFKA));
        List<String> services = new ArrayList<>(topology.names(Role.BROKER));
        services.addAll(topology.names(Role.ADAPTER));
        start(services);
    }

    private void start(List<String> names) {
        names.forEach(name -> program(name).start());
        names.forEach(name -> program(name).awaitReady());
    }

    /** One of the programs. */
    public Program program(String name) {
        return Optional.ofNullable(programs.get(name))
                .orElseThrow(() -> new IllegalArgumentException("there is no program " + name));
    }

    /** Waits until every program does its work. */
    public void awaitReady() {
        programs.values().forEach(Program::awaitReady);
    }

    /** Refuses to go on with a program that was not changed although it should be. */
    public void requireChanges() {
        topology.agents()
                .keySet()
                .forEach(name -> FaultAgent.signs(agentOf(name).orElseThrow()).forEach(sign -> {
                    if (!program(name).hasLogged(sign)) {
                        throw new IllegalStateException(name + " is as it was: its log does not say '" + sign + "'");
                    }
                }));
    }

    /** The topology. */
    public Topology topology() {
        return topology;
    }

    /** The keys. */
    public Keys keys() {
        return keys;
    }

    /** The addresses of the adapters, by name. */
    public Map<String, URI> adapters() {
        return Map.copyOf(adapters);
    }

    /** For clients of these tests, past all relays. */
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** The relays between a program and each node of Kafka. */
    public List<Relay> relaysOf(String program) {
        return kafka.relaysOf(program);
    }

    /** Kafka's disk. */
    public Disk disk() {
        return disk;
    }

    /** Sets the clock of one program forward, or back, from what it would be. */
    public void stepClock(String program, Duration step) {
        try {
            Files.writeString(clockOf(program), Long.toString(step.toMillis()));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void close() {
        programs.values().forEach(Program::killIfAlive);
        programs.values().stream().filter(Program::isAlive).forEach(Program::awaitEnd);
        kafka.close();
        disk.close();
    }
}
