package org.sessiontoken.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything, says so once a session token has really been issued, and runs until it is told to end. */
@Command(
        name = "token-broker",
        mixinStandardHelpOptions = true,
        version = "session-token-broker 0.1.0",
        description = "Starts an embedded Kafka, the broker service and the HTTP adapter in this process.",
        footer = {"", "All keys are made for development: no other service takes them."})
final class StartCommand implements Callable<Integer> {

    static final String DATA_DIR = "./token-broker-data";
    private static final int HIGHEST_PORT = 65_535;

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
    public Integer call() throws InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec);
        requirePort("--http-port", httpPort, command);
        requirePort("--kafka-port", kafkaPort, command);
        Path folder = dataDir.toAbsolutePath().normalize();
        LogFile.in(folder);
        DevelopmentFolder development = new DevelopmentFolder(folder);
        development.prepare();
        Services services = Services.start(new Services.Settings(httpPort, kafkaPort, folder), development);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            development.removeReady();
                            services.close();
                        },
                        "shutdown"));
        OperatorSecret secret = development.operatorSecret();
        new FirstRequest(services.httpUrl(), secret, clock).awaitAnswer();
        development.writeReady(services.httpUrl(), services.kafkaBootstrap());
        PrintWriter out = command.commandLine().getOut();
        out.print(new Banner(services, folder, secret, clock).text());
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }

    private static void requirePort(String option, int port, CommandSpec command) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " must be from 1 to " + HIGHEST_PORT + ", or 0 for a free port, and it is " + port);
        }
    }
}
