package org.sessiontoken.faults.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import net.bytebuddy.agent.builder.AgentBuilder;
import org.sessiontoken.faults.agent.FaultAgent;
import org.sessiontoken.faults.backend.SlowBackendFactory;

/** The command lines of the packaged programs, with the settings of the manual. */
final class Services {

    private static final String BROKER = "broker-service";
    private static final String ADAPTER = "http-adapter";

    private final Topology topology;
    private final Keys keys;
    private final KafkaCluster kafka;
    private final Path logs;
    private final Images images;
    private final Path agent;

    Services(Topology topology, Keys keys, KafkaCluster kafka, Images images, Path jars, Path logs) {
        this.topology = topology;
        this.keys = keys;
        this.kafka = kafka;
        this.logs = logs;
        this.images = images;
        Packaged.jar(
                folder(images.backends(BROKER)).resolve("slow-backend.jar"),
                SlowBackendFactory.class,
                new Manifest(),
                "META-INF/services/org.sessiontoken.sso.SsoBackendFactory",
                SlowBackendFactory.class.getName());
        this.agent = agentJar(folder(jars).resolve("agent.jar"));
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static Path agentJar(Path target) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.putValue("Premain-Class", FaultAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        attributes.putValue(
                "Class-Path",
                AgentBuilder.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        return Packaged.jar(target, FaultAgent.class, manifest, "", "");
    }

    Program broker(String name, Optional<String> change) {
        int port = FreePorts.next();
        List<String> command = command(BROKER, change);
        command.addAll(List.of(
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServersOf(name),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--ags.broker.instance=" + name,
                "--ags.broker.requestors.http-adapter=" + keys.file("adapter"),
                "--ags.broker.requestors.direct=" + keys.file("direct"),
                "--ags.broker.issuing.keys=" + keys.file("issuing"),
                "--ags.broker.intake.dead-letter-keys=" + keys.file("dead-letters"),
                "--ags.broker.topics.partitions=6",
                // One auth service draws lots, and all callers have one address: they would be taken for guessers.
                "--ags.broker.guessing.enabled=false",
                "--ags.broker.topics.replication-factor=" + topology.kafkaNodes(),
                // Otherwise it refuses a Kafka of one node.
                "--ags.development=" + (topology.kafkaNodes() == 1)));
        AuthServices.all().forEach(service -> command.addAll(service.arguments(keys)));
        return new Program(name, logs, command, readiness(port));
    }

    Program adapter(String name, int port, Optional<String> change) {
        int number = topology.names(Role.ADAPTER).indexOf(name);
        List<String> command = command(ADAPTER, change);
        command.addAll(List.of(
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServersOf(name),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                // The balancer looks at the readiness of the port that it asks.
                "--management.server.port=" + port,
                "--ags.adapter.sealing-keys=" + keys.file("adapter"),
                "--ags.adapter.deadline=" + topology.adapterDeadline().toMillis() + "ms",
                "--ags.adapter.reply-partition=" + number));
        return new Program(name, logs, command, readiness(port));
    }

    private List<String> command(String service, Optional<String> change) {
        List<String> command = new ArrayList<>(Java.command("-Xms64m", "-Xmx256m"));
        if (change.isEmpty()) {
            command.addAll(images.start(service));
            return command;
        }
        command.add("-javaagent:" + agent + "=" + change.get());
        if (change.get().startsWith("mutant=")) {
            // How fast a mutant is tells nothing, and it starts sooner so.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Dloader.path=" + images.backends(service));
        command.addAll(images.fromJar(service));
        return command;
    }

    private static Program.Readiness readiness(int port) {
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
        return () -> HttpReadiness.of(address);
    }
}
