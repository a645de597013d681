package org.sessiontoken.standalone;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Starts all services, prints a banner once a session token has been issued, and runs until the process ends. */
@Command(
        name = "token-broker",
        mixinStandardHelpOptions = true,
        version = "session-token-broker 0.1.0",
        description =
                "Starts an embedded Kafka, the broker service, the HTTP adapter and the audit console in this process.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "1:It has failed, and says why.",
            "2:The command line is wrong.",
            "130:Ctrl-C.",
            "143:It was stopped by SIGTERM."
        },
        footer = {
            "",
            "All keys are made for development: no other service accepts them.",
            "",
            "To ask over Kafka, make a requestor and its key, and give the file to your program:",
            "  ${COMMAND-NAME} --requestor billing=billing.jwks.json"
        })
final class StartCommand implements Callable<Integer> {

    static final String DATA_DIR = "./token-broker-data";
    private static final int MAX_PORT = 65_535;
    private static final Duration STARTUP_CHECK_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration LIVENESS_INTERVAL = Duration.ofSeconds(5);

    private final Clock clock;
    private final Shutdown shutdown;

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
            names = "--console-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port for the audit console, 0 for a free one; default: ${DEFAULT-VALUE}.")
    private int consolePort;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            defaultValue = DATA_DIR,
            description = "Folder for Kafka's data, the development keys and the log; default: ${DEFAULT-VALUE}.")
    private Path dataDir = Path.of(DATA_DIR);

    @Option(
            names = "--requestor",
            paramLabel = "NAME=FILE",
            description =
                    "Requestor that may ask over Kafka, and the file with its sealing keys, which is made if it does"
                            + " not exist; may be given several times.")
    private List<RequestorKeyFile> requestors = List.of();

    @Option(
            names = "--auth-services-file",
            paramLabel = "FILE",
            description =
                    "File with auth services beside the development one, which may change while the program runs.")
    private @Nullable Path authServicesFile;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "File with further settings of the services, in YAML or as .properties.")
    private @Nullable Path config;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Format of the log file: text, or ecs, which is JSON of the Elastic Common Schema.")
    private LogFormat logFormat = LogFormat.TEXT;

    StartCommand(Clock clock, Shutdown shutdown) {
        this.clock = clock;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        CommandSpec command = Objects.requireNonNull(spec);
        requirePort("--http-port", httpPort, command);
        requirePort("--kafka-port", kafkaPort, command);
        requirePort("--console-port", consolePort, command);
        StartSettings settings = settings();
        shutdown.awaitSignal();
        Path folder = settings.dataDir();
        EmbeddedKafka kafka = Services.takeFolderAndPorts(settings);
        LogFile.configure(folder, logFormat);
        // Not before: to read it, Spring logs.
        ConfigFile further = settings.config().map(ConfigFile::read).orElseGet(ConfigFile::none);
        RequestorKeyFile.prepare(requestors);
        DevelopmentFolder development = new DevelopmentFolder(folder);
        development.prepare();
        NativeLibraries.unpackInto(folder);
        Services services = Services.start(kafka, settings, further, development);
        shutdown.stops(() -> {
            development.removeReady();
            services.close();
        });
        OperatorSecret secret = development.operatorSecret();
        new StartupCheck(services.httpUrl(), secret, clock, STARTUP_CHECK_TIMEOUT, services.probes()::allAreReady)
                .await();
        shutdown.unlessBegun(
                () -> development.writeReady(services.httpUrl(), services.bootstrapServers(), services.consoleUrl()));
        PrintWriter out = command.commandLine().getOut();
        out.print(new Banner(
                        services,
                        settings,
                        secret,
                        development.consoleLink(),
                        command.commandLine().getCommandName(),
                        clock)
                .text());
        out.flush();
        throw new TokenBrokerException(awaitDeadService(services.probes())
                + " cannot work any more, because one of its threads has died: see the log in the data folder,"
                + " and start the program again");
    }

    /** What the command line says; nothing is written. */
    private StartSettings settings() {
        requireFile("--auth-services-file", authServicesFile);
        requireFile("--config", config);
        return new StartSettings(
                httpPort,
                kafkaPort,
                consolePort,
                dataDir(),
                List.copyOf(requestors),
                Optional.ofNullable(authServicesFile).map(Path::toAbsolutePath),
                Optional.ofNullable(config));
    }

    /** The data folder, of this command and of all others. */
    Path dataDir() {
        return DataFolder.of(dataDir);
    }

    /** Waits, as a rule until the process ends, for a service with a failed liveness probe, and returns its name. */
    private static String awaitDeadService(Probes services) throws InterruptedException {
        Optional<String> dead = services.deadService();
        while (dead.isEmpty()) {
            Thread.sleep(LIVENESS_INTERVAL.toMillis());
            dead = services.deadService();
        }
        return dead.get();
    }

    private static void requireFile(String option, @Nullable Path file) {
        if (file != null && !Files.isRegularFile(file)) {
            throw new TokenBrokerException("file " + file + " does not exist: give another with " + option);
        }
    }

    private static void requirePort(String option, int port, CommandSpec command) {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(
                    command.commandLine(),
                    option + " must be from 1 to " + MAX_PORT + ", or 0 for a free port, not " + port);
        }
    }
}
