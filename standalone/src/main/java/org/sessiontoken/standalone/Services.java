package org.sessiontoken.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.embedded.KafkaNotStartedException;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Kafka, broker and adapter, started together and closed against the direction of a request: what is in flight is
 * answered.
 */
final class Services implements AutoCloseable {

    private static final String HOST = "127.0.0.1";
    private static final Duration MAX_OPERATOR_TOKEN = Duration.ofDays(1);

    private final EmbeddedKafka kafka;
    private final ConfigurableApplicationContext broker;
    private final ConfigurableApplicationContext adapter;

    private Services(
            EmbeddedKafka kafka, ConfigurableApplicationContext broker, ConfigurableApplicationContext adapter) {
        this.kafka = kafka;
        this.broker = broker;
        this.adapter = adapter;
    }

    /**
     * Where to listen and where to keep data.
     *
     * @param httpPort 0 for a free one
     * @param kafkaPort 0 for a free one
     * @param folder the data folder
     */
    record Settings(int httpPort, int kafkaPort, Path folder) {}

    /**
     * Starts all three side by side: whoever needs Kafka before it serves waits at its port.
     *
     * @throws CannotStartException if a port or the folder is taken
     */
    static Services start(Settings settings, DevelopmentFolder development) {
        requireFreeHttpPort(settings.httpPort());
        EmbeddedKafka kafka = withRemedy(() -> EmbeddedKafka.bind(
                new EmbeddedKafkaSettings(settings.folder().resolve("kafka"), settings.kafkaPort())));
        try {
            OperatorSecret secret = development.operatorSecret();
            CompletableFuture<EmbeddedKafka> serving = startBeside("start-kafka", () -> withRemedy(kafka::serve));
            CompletableFuture<ConfigurableApplicationContext> broker =
                    startBeside("start-broker", () -> startBroker(kafka, development, secret));
            ConfigurableApplicationContext adapter = startAdapter(settings, kafka, development, secret);
            return new Services(serving.join(), broker.join(), adapter);
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure instanceof CompletionException && failure.getCause() instanceof RuntimeException cause
                    ? cause
                    : failure;
        }
    }

    /** Asked first, so that nobody waits for Kafka to start before learning of it. */
    private static void requireFreeHttpPort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(HOST, port));
        } catch (IOException taken) {
            throw new CannotStartException("port " + port + " is in use: choose another with --http-port");
        }
    }

    private static EmbeddedKafka withRemedy(Supplier<EmbeddedKafka> start) {
        try {
            return start.get();
        } catch (KafkaNotStartedException refused) {
            String remedy =
                    switch (refused.reason()) {
                        case PORT_UNAVAILABLE -> " (--kafka-port)";
                        case DIRECTORY_IN_USE, DIRECTORY_NOT_WRITABLE -> " (--data-dir)";
                        case STARTUP_FAILED -> "";
                    };
            throw new CannotStartException(refused.getMessage() + remedy);
        }
    }

    /** With this thread's class loader, from which a packed program's classes come. */
    private static <T> CompletableFuture<T> startBeside(String name, Supplier<T> start) {
        CompletableFuture<T> started = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                started.complete(start.get());
                            } catch (RuntimeException failure) {
                                started.completeExceptionally(failure);
                            }
                        },
                        name)
                .start();
        return started;
    }

    private static ConfigurableApplicationContext startBroker(
            EmbeddedKafka kafka, DevelopmentFolder development, OperatorSecret secret) {
        String service = "ags.broker.auth-services[0].";
        Map<String, String> properties = common(kafka);
        properties.put("ags.broker.instance", "standalone");
        properties.put(
                "ags.broker.requestors.http-adapter",
                development.keys("adapter").toString());
        properties.put("ags.broker.issuing.keys", development.keys("issuing").toString());
        properties.put(
                "ags.broker.intake.dead-letter-keys",
                development.keys("dead-letters").toString());
        properties.put(service + "tenant-id", secret.tenantId().value());
        properties.put(service + "auth-service-id", secret.authServiceId().value());
        properties.put(service + "type", "shared-secret-jwt");
        properties.put(service + "display-attributes.name", "Operator sign-in");
        properties.put(service + "options.keys", development.keys("operator").toString());
        properties.put(service + "options.max-lifetime", MAX_OPERATOR_TOKEN.toString());
        return BrokerApplication.application()
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(arguments(properties));
    }

    private static ConfigurableApplicationContext startAdapter(
            Settings settings, EmbeddedKafka kafka, DevelopmentFolder development, OperatorSecret secret) {
        Map<String, String> properties = common(kafka);
        properties.put("server.port", Integer.toString(settings.httpPort()));
        properties.put("server.address", HOST);
        properties.put("ags.adapter.sealing-keys", development.keys("adapter").toString());
        properties.put("ags.adapter.default-tenant", secret.tenantId().value());
        return HttpAdapterApplication.application().registerShutdownHook(false).run(arguments(properties));
    }

    private static Map<String, String> common(EmbeddedKafka kafka) {
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
        properties.put("ags.development", "true");
        return properties;
    }

    /** As on a command line, which ranks above all files and the environment. */
    private static String[] arguments(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    URI httpUrl() {
        return URI.create("http://" + HOST + ":" + adapter.getEnvironment().getRequiredProperty("local.server.port"));
    }

    String kafkaBootstrap() {
        return kafka.bootstrapServers();
    }

    @Override
    public void close() {
        adapter.close();
        broker.close();
        kafka.close();
    }
}
