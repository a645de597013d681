package org.sessiontoken.it;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/**
 * An Apache Kafka in a process of its own that checks what each user may do: its own {@code StandardAuthorizer}, and users
 * whose passwords are their names. Whoever connects to the inner port may do all.
 */
final class KafkaWithAccessControl implements AutoCloseable {

    private static final Path LOG = Path.of("target", "kafka-with-access-control.log");

    private final Process process;
    private final int port = Deployment.freePort();
    private final int innerPort = Deployment.freePort();

    KafkaWithAccessControl(Path folder, List<String> users) {
        Path properties = folder.resolve("server.properties");
        try {
            write(properties, settings(folder, users));
            format(data(folder));
            this.process = run("kafka.Kafka", properties.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Awaitility.await("Kafka with access control: see " + LOG.toAbsolutePath())
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    try (Admin admin = admin()) {
                        return !admin.describeCluster()
                                .nodes()
                                .get(5, TimeUnit.SECONDS)
                                .isEmpty();
                    }
                });
    }

    private Map<String, String> settings(Path folder, List<String> users) {
        int controllerPort = Deployment.freePort();
        String login = "org.apache.kafka.common.security.plain.PlainLoginModule required "
                + users.stream()
                        .map(user -> "user_" + user + "=\"" + user + "\"")
                        .collect(Collectors.joining(" "))
                + ";";
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry(
                        "listeners",
                        "USERS://127.0.0.1:" + port + ",INNER://127.0.0.1:" + innerPort + ",CONTROLLER://127.0.0.1:"
                                + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "INNER"),
                Map.entry(
                        "listener.security.protocol.map", "USERS:SASL_PLAINTEXT,INNER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("listener.name.users.sasl.enabled.mechanisms", "PLAIN"),
                Map.entry("listener.name.users.plain.sasl.jaas.config", login),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:ANONYMOUS"),
                Map.entry("log.dirs", data(folder)),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("group.min.session.timeout.ms", "1000"));
    }

    private static String data(Path folder) {
        return folder.resolve("data").toString();
    }

    private static void format(String data) {
        try (PrintStream ignored = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(ignored)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(data)
                    .setMetadataLogDirectory(data)
                    .run();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void write(Path file, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    private static Process run(String program, String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = Stream.concat(
                        Stream.of(java.toString(), "-Xmx256m", "-cp", classPath, program), Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** What a Kafka client needs to connect as a user. */
    static Map<String, Object> loginOf(String user) {
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                        + user + "\";");
    }

    /** Adds rights, and waits until Kafka applies them. */
    void allow(List<AclBinding> rights) {
        try (Admin admin = admin()) {
            admin.createAcls(rights).all().get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Takes rights away. */
    void withdraw(List<AclBinding> rights) {
        try (Admin admin = admin()) {
            admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** For those who may do all. */
    String innerBootstrapServers() {
        return "127.0.0.1:" + innerPort;
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", innerBootstrapServers()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
