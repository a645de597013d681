package org.sessiontoken.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts all services, prints a banner once a session token has been issued, and runs until the process ends. */
@Command(
        name = "token-broker",
        mixinStandardHelpOptions = true,
        version = "session-token-broker 0.1.0",
        description = "Starts an embedded Kafka, the broker service and the HTTP adapter in this process.",
        footer = {"", "All keys are made for development: no other service accepts them."})
final class StartCommand implements Callable<Integer> {

    static final String DATA_DIR = "./token-broker-data";
    private static final int MAX_PORT = 65_535;
    private static final Duration STARTUP_CHECK_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LIVENESS_INTERVAL = Duration.ofSeconds(5);

    private final Clock clock;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port for HTTP, 0 for a free one; default: ${DEFAULT-VALUE}.")
    private int httpPort;

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port for Kafka, 0 for a free one; default: ${DEFAULT-VALUE}.")
    private int kafkaPort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = DATA_DIR,
            description = "Folder for Kafka's data, the development keys and the log; default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of(DATA_DIR);

    StartCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        CommandSpec command = Objects.requireNonNull(spec);
        requirePort("--http-port", httpPort, command);
        requirePort("--kafka-port", kafkaPort, command);
        Path folder = dataDir.toAbsolutePath().normalize();
        LogFile.configure(folder);
        DevelopmentFolder development = new DevelopmentFolder(folder);
        development.prepare();
        NativeLibraries.unpackInto(folder);
        Services services = Services.start(new StartSettings(httpPort, kafkaPort, folder), development);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            development.removeReady();
                            services.close();
                        },
                        "shutdown"));
        OperatorSecret secret = development.operatorSecret();
        new StartupCheck(services.httpUrl(), secret, clock, STARTUP_CHECK_TIMEOUT).awaitToken();
        development.writeReady(services.httpUrl(), services.bootstrapServers());
        PrintWriter out = command.commandLine().getOut();
        out.print(new Banner(services, folder, secret, clock).text());
        out.flush();
        throw new TokenBrokerException(awaitDeadService(services)
                + " cannot work any more, because one of its threads has died: see the log in the data folder,"
                + " and start token-broker again");
    }

    /** Waits, as a rule until the process ends, for a service with a failed liveness probe, and returns its name. */
    private static String awaitDeadService(Services services) throws InterruptedException {
        Optional<String> dead = services.deadService();
        while (dead.isEmpty()) {
            Thread.sleep(LIVENESS_INTERVAL.toMillis());
            dead = services.deadService();
        }
        return dead.get();
    }

    private static void requirePort(String option, int port, CommandSpec command) {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " must be from 1 to " + MAX_PORT + ", or 0 for a free port, not " + port);
        }
    }
}
