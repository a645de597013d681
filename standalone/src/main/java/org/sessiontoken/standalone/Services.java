package org.sessiontoken.standalone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.adapter.sessiontoken.SessionTokenProperties;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.console.ConsoleApplication;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.embedded.KafkaNotStartedException;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Kafka, broker, adapter and console in this JVM. They start side by side, and stop in the order in which a request passes them, so
 * that the requests in flight are answered.
 */
final class Services implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final EmbeddedKafka kafka;
    private final ConfigurableApplicationContext broker;
    private final ConfigurableApplicationContext adapter;
    private final ConfigurableApplicationContext console;
    private final Probes probes;

    private Services(
            EmbeddedKafka kafka,
            ConfigurableApplicationContext broker,
            ConfigurableApplicationContext adapter,
            ConfigurableApplicationContext console) {
        this.kafka = kafka;
        this.broker = broker;
        this.adapter = adapter;
        this.console = console;
        this.probes = new Probes(Map.of("broker", probe(broker), "adapter", probe(adapter), "console", probe(console)));
    }

    /**
     * Takes the data folder and the ports, before anything else is written: another instance that runs in this folder must
     * not notice. The port of Kafka stays bound, so that the services can connect and wait there.
     *
     * @throws TokenBrokerException if a port or the folder is in use
     */
    static EmbeddedKafka takeFolderAndPorts(StartSettings settings) {
        EmbeddedKafka kafka = withOption(() -> EmbeddedKafka.bind(
                new EmbeddedKafkaSettings(settings.dataDir().resolve("kafka"), settings.kafkaPort())));
        requireFreePort("--http-port", settings.httpPort());
        requireFreePort("--console-port", settings.consolePort());
        return kafka;
    }

    /**
     * Starts all of them side by side.
     *
     * @throws TokenBrokerException if the services do not start in time
     * @throws ExecutionException if a service fails to start
     */
    static Services start(
            EmbeddedKafka kafka, StartSettings settings, ConfigFile further, DevelopmentFolder development)
            throws InterruptedException, ExecutionException {
        String bootstrapServers = kafka.bootstrapServers();
        ParallelStart start = new ParallelStart();
        CompletableFuture<EmbeddedKafka> serving = start.add("kafka", () -> withOption(kafka::serve));
        CompletableFuture<ConfigurableApplicationContext> broker = start.add(
                "broker",
                () -> BrokerApplication.application()
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .initializers(further)
                        .run(ServiceArguments.broker(bootstrapServers, settings, development)));
        CompletableFuture<ConfigurableApplicationContext> adapter = start.add(
                "adapter",
                () -> HttpAdapterApplication.application()
                        .registerShutdownHook(false)
                        .initializers(further)
                        .run(ServiceArguments.adapter(bootstrapServers, settings.httpPort(), development)));
        CompletableFuture<ConfigurableApplicationContext> console = start.add(
                "console",
                () -> ConsoleApplication.application()
                        .registerShutdownHook(false)
                        .initializers(further)
                        .run(ServiceArguments.console(bootstrapServers, settings, development)));
        // After a failure the process ends, and nothing is closed: a service that hangs could keep the process from
        // ending,
        // and Kafka loses nothing by it.
        start.await(START_TIMEOUT);
        requireDeadlinesThatAgree(adapter.join(), broker.join());
        return new Services(serving.join(), broker.join(), adapter.join(), console.join());
    }

    /** Each service knows one of the two settings only, so that neither can refuse them. */
    private static void requireDeadlinesThatAgree(ApplicationContext adapter, ApplicationContext broker) {
        Duration max = broker.getBean(RequestLifetime.class).maxDeadline();
        Duration deadline = adapter.getBean(SessionTokenProperties.class).deadline();
        if (deadline.compareTo(max) > 0) {
            throw new TokenBrokerException(
                    "ags.adapter.deadline is " + DurationText.of(deadline)
                            + " and ags.broker.max-deadline is " + DurationText.of(max)
                            + ", so that the broker would refuse all requests: shorten the one, or lengthen the other (--config)");
        }
    }

    /** Checks the port at the beginning, so that the user learns at once that it is in use. */
    private static void requireFreePort(String option, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(ServiceArguments.HOST, port));
        } catch (IOException inUse) {
            throw new TokenBrokerException("port " + port + " is in use: choose another with " + option);
        }
    }

    /** Adds the name of this program's option to a refusal of Kafka. */
    private static EmbeddedKafka withOption(Supplier<EmbeddedKafka> start) {
        try {
            return start.get();
        } catch (KafkaNotStartedException refused) {
            String option =
                    switch (refused.reason()) {
                        case PORT_UNAVAILABLE -> " (--kafka-port)";
                        case DIRECTORY_IN_USE, DIRECTORY_NOT_WRITABLE -> " (--data-dir)";
                        case STARTUP_FAILED -> "";
                    };
            throw new TokenBrokerException(refused.getMessage() + option);
        }
    }

    URI httpUrl() {
        return url(adapter);
    }

    URI consoleUrl() {
        return url(console);
    }

    private static URI url(ApplicationContext service) {
        return URI.create("http://" + ServiceArguments.HOST + ":"
                + service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Probes probes() {
        return probes;
    }

    private static Probes.Probe probe(ApplicationContext service) {
        HealthEndpoint health = service.getBean(HealthEndpoint.class);
        return name -> {
            HealthDescriptor state =
                    Objects.requireNonNull(health.healthForPath(name), "each service has a " + name + " probe");
            return Status.UP.equals(state.getStatus());
        };
    }

    @Override
    public void close() {
        probes.close();
        console.close();
        adapter.close();
        broker.close();
        kafka.close();
    }
}
