package org.sessiontoken.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.broker.BrokerApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Services of one operator, started on a Kafka as they would be in production, and closed again in reverse order. */
final class Deployment implements AutoCloseable {

    static final String SHARED_SECRET = "Operator QR";
    static final String SCRIPTED = "Scripted";
    static final String SLOW_LIMIT = "Once a minute";

    /** The output of the last broker that was started in a process of its own. */
    static final Path PROCESS_LOG = Path.of("target", "broker-process.log");

    /** The output of the last adapter that was started in a process of its own. */
    static final Path ADAPTER_LOG = Path.of("target", "adapter-process.log");

    final OperatorKeys keys;
    private final Connections kafka;
    private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();

    Deployment(Connections kafka, Path folder) {
        this.kafka = kafka;
        try {
            this.keys = new OperatorKeys(Files.createDirectories(folder));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    ConfigurableApplicationContext startBroker(String... properties) {
        return started(BrokerApplication.application()
                .web(WebApplicationType.NONE)
                .run(arguments(brokerProperties(), properties)));
    }

    /** A broker with its HTTP port, as in production, on a free one. */
    URI startBrokerWithHttp(String... properties) {
        ConfigurableApplicationContext broker =
                started(BrokerApplication.application().run(arguments(brokerProperties(), withFreePort(properties))));
        return URI.create("http://127.0.0.1:" + broker.getEnvironment().getRequiredProperty("local.server.port"));
    }

    private static String[] withFreePort(String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=0");
        return all.toArray(String[]::new);
    }

    /** A broker in a process of its own, to be killed. */
    Process startBrokerProcess(String... properties) {
        return startBrokerProcess(List.of(), properties);
    }

    /** A broker in a process of its own, with options of its JVM. */
    Process startBrokerProcess(List<String> jvmOptions, String... properties) {
        List<String> program = new ArrayList<>(jvmOptions);
        program.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BrokerApplication.class.getName()));
        return start(program, arguments(brokerProperties(), properties));
    }

    /** An adapter in a process of its own, to be stopped by a signal. */
    Process startAdapterProcess(int port, String... properties) {
        List<String> all = new ArrayList<>(List.of(properties));
        all.add("server.port=" + port);
        all.add("management.server.port=" + port);
        return started(
                List.of(
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HttpAdapterApplication.class.getName()),
                ADAPTER_LOG,
                arguments(adapterProperties(), all.toArray(String[]::new)));
    }

    /**
     * The broker's executable jar, as an operator runs it, with a folder of jars beside it. It knows the auth services that
     * are given here alone: the types of these tests are not in it.
     */
    Process startPackagedBroker(Path backends, String... properties) {
        return startPackagedBroker(Packaged.jar("broker-service", "-exec.jar"), backends, properties);
    }

    /** Like {@link #startPackagedBroker(Path, String...)}, with another executable jar. */
    Process startPackagedBroker(Path executable, Path backends, String... properties) {
        Map<String, String> defaults = brokerProperties();
        defaults.keySet().removeIf(key -> key.startsWith("ags.broker.auth-services["));
        return start(
                List.of("-Dloader.path=" + backends, "-jar", executable.toString()), arguments(defaults, properties));
    }

    private static Process start(List<String> program, String... arguments) {
        List<String> withoutWeb = new ArrayList<>(List.of(arguments));
        withoutWeb.add("--spring.main.web-application-type=none");
        return started(program, PROCESS_LOG, withoutWeb.toArray(String[]::new));
    }

    private static Process started(List<String> program, Path log, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(program);
        command.addAll(List.of(arguments));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** An adapter on a free port; it is there at once, and ready once a request would be answered. */
    HeadEnd startAdapter(String... properties) {
        ConfigurableApplicationContext adapter =
                started(HttpAdapterApplication.application().run(arguments(adapterProperties(), properties)));
        String port = adapter.getEnvironment().getRequiredProperty("local.server.port");
        return new HeadEnd(URI.create("http://127.0.0.1:" + port), keys);
    }

    /** The application that was started last. */
    ConfigurableApplicationContext newest() {
        return running.element();
    }

    private ConfigurableApplicationContext started(ConfigurableApplicationContext context) {
        running.push(context);
        return context;
    }

    Map<String, String> brokerProperties() {
        Map<String, String> properties = connectionOf(LeastRights.BROKER);
        properties.put(
                "ags.broker.requestors.http-adapter", keys.file(keys.adapter).toString());
        properties.put("ags.broker.requestors.billing", keys.file(keys.internal).toString());
        properties.put("ags.broker.issuing.keys", keys.file(keys.issuing).toString());
        properties.put(
                "ags.broker.intake.dead-letter-keys",
                keys.file(keys.deadLetters).toString());
        properties.put("ags.broker.topics.partitions", "4");
        // The Kafka of the tests has one node.
        properties.put("ags.development", "true");
        authService(properties, 0, SHARED_SECRET, "shared-secret-jwt");
        properties.put(
                "ags.broker.auth-services[0].options.keys",
                keys.file(keys.operator).toString());
        properties.put("ags.broker.auth-services[0].display-attributes.name", "Operator sign-in");
        authService(properties, 1, SCRIPTED, "scripted");
        // Tests that script outages one after the other are not to open the breaker for those beside them.
        properties.put("ags.broker.auth-services[1].guard.failure-rate-threshold", "100");
        properties.put("ags.broker.auth-services[1].guard.slow-call-duration-threshold", "60s");
        properties.put("ags.broker.auth-services[1].guard.timeout-duration", "60s");
        authService(properties, 2, SLOW_LIMIT, "scripted");
        properties.put("ags.broker.auth-services[2].requests-per-second", "1");
        return properties;
    }

    private Map<String, String> connectionOf(String user) {
        Map<String, String> properties = new HashMap<>();
        kafka.of(user).forEach((key, value) -> properties.put("spring.kafka.properties." + key, value.toString()));
        properties.put(
                "spring.kafka.bootstrap-servers",
                String.valueOf(properties.remove("spring.kafka.properties.bootstrap.servers")));
        return properties;
    }

    private static void authService(Map<String, String> properties, int index, String name, String type) {
        String path = "ags.broker.auth-services[" + index + "].";
        properties.put(path + "tenant-id", OperatorKeys.TENANT);
        properties.put(path + "auth-service-id", name);
        properties.put(path + "type", type);
    }

    private Map<String, String> adapterProperties() {
        Map<String, String> properties = connectionOf(LeastRights.ADAPTER);
        properties.put("server.port", "0");
        // On the same port, so that each test asks one address.
        properties.put("management.server.port", "");
        properties.put("ags.adapter.shutdown-grace-period", "0s");
        properties.put("ags.adapter.sealing-keys", keys.file(keys.adapter).toString());
        return properties;
    }

    /** As on a command line, which ranks above all files and the environment. */
    private static String[] arguments(Map<String, String> defaults, String... properties) {
        for (String property : properties) {
            int equals = property.indexOf('=');
            defaults.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return defaults.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    void stop(ConfigurableApplicationContext context) {
        running.remove(context);
        context.close();
    }

    static void awaitReady(HeadEnd... headEnds) {
        for (HeadEnd headEnd : List.of(headEnds)) {
            Awaitility.await("adapter ready").atMost(Duration.ofSeconds(60)).until(headEnd::isReady);
        }
    }

    static void awaitNotReady(HeadEnd headEnd) {
        Awaitility.await("adapter not ready").atMost(Duration.ofSeconds(60)).until(() -> !headEnd.isReady());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
    }
}
