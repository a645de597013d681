package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much processor time a service takes until it has started, as a jar and as its image starts it. There is no Kafka: a
 * service starts without. Processor time is the process's own, so that a busy machine changes it little.
 *
 * <p>Arguments: the folder for data, the folder for results, the repository, and how many times.
 */
final class ServiceStart {

    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final String NO_KAFKA = "127.0.0.1:1";

    private final Path data;
    private final Path repository;
    private final int times;
    private final StringBuilder text = new StringBuilder();

    private ServiceStart(Path data, Path repository, int times) {
        this.data = data;
        this.repository = repository;
        this.times = times;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        ServiceStart start = new ServiceStart(
                Path.of(args[0]).toAbsolutePath(), Path.of(args[2]).toAbsolutePath(), Integer.parseInt(args[3]));
        start.run();
        Tables.write(Path.of(args[1]), "service-start.md", start.text);
    }

    private void run() throws IOException, InterruptedException {
        text.append("# The services, from their start\n\n")
                .append(Tables.machine())
                .append("; medians of ")
                .append(times)
                .append(" starts each, without Kafka. Processor time is the service's own until it says that it has"
                        + " started; the class cache is what `deploy/train` makes, for the images, too.\n\n");
        Tables.head(
                text,
                "service",
                "processor time as a jar, s",
                "unpacked, s",
                "with the class cache, s",
                "cache / jar",
                "resident as a jar, MiB",
                "with the class cache, MiB",
                "size of the class cache, MiB");
        Operator operator = Operator.in(Files.createDirectories(data.resolve("keys")));
        row(
                "broker-service",
                Stream.of(new BrokerSettings(NO_KAFKA, operator).arguments("broker"))
                        // As the image has it: health and metrics are on its port.
                        .filter(argument -> !argument.contains("web-application-type"))
                        .toList());
        row(
                "http-adapter",
                List.of(
                        "--spring.kafka.bootstrap-servers=" + NO_KAFKA,
                        "--ags.adapter.sealing-keys=" + operator.file(operator.adapter()),
                        "--ags.adapter.shutdown-grace-period=0s"));
    }

    private void row(String service, List<String> settings) throws IOException, InterruptedException {
        Path app = data.resolve(service);
        Path jar = extract(service, app);
        finish(new ProcessBuilder(repository.resolve("deploy/train").toString(), service, app.toString()));
        List<String> flags = Files.readAllLines(app.resolve("start")).stream()
                .filter(line -> line.startsWith("-") && !line.startsWith("-cp") && !line.startsWith("-XX:AOTCache"))
                .toList();
        Started asJar = median(service + "-jar", flags, List.of("-jar", jar.toString()), settings);
        Started unpacked = median(
                service + "-unpacked",
                flags,
                List.of("-jar", app.resolve("service.jar").toString()),
                settings);
        Started withCache = median(service + "-cache", List.of(), List.of("@" + app.resolve("start")), settings);
        Tables.row(
                text,
                service,
                Tables.number(asJar.cpu, 1),
                Tables.number(unpacked.cpu, 1),
                Tables.number(withCache.cpu, 1),
                Tables.number(withCache.cpu / asJar.cpu, 2),
                Tables.number(asJar.resident, 0),
                Tables.number(withCache.resident, 0),
                Tables.number(Files.size(app.resolve("classes.aot")) / 1024.0 / 1024.0, 0));
    }

    private Path extract(String service, Path app) throws IOException, InterruptedException {
        try (Stream<Path> built = Files.list(repository.resolve(service).resolve("target"))) {
            Path jar = built.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no jar of " + service));
            Path renamed = Files.copy(
                    jar, Files.createDirectories(data.resolve(service + ".jar")).resolve("service.jar"));
            finish(new ProcessBuilder(
                    Jvm.java(),
                    "-Djarmode=tools",
                    "-jar",
                    renamed.toString(),
                    "extract",
                    "--destination",
                    app.toString()));
            return jar;
        }
    }

    private static void finish(ProcessBuilder program) throws IOException, InterruptedException {
        program.environment().put("JAVA_HOME", System.getProperty("java.home"));
        program.environment().put("JAVA", Jvm.java());
        if (program.inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(program.command() + " has failed");
        }
    }

    private Started median(String name, List<String> flags, List<String> what, List<String> settings) {
        List<Started> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(start(name + "-" + i, flags, what, settings));
        }
        return new Started(Tables.middle(all, Started::cpu), Tables.middle(all, Started::resident));
    }

    private Started start(String name, List<String> flags, List<String> what, List<String> settings) {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        command.addAll(flags);
        command.addAll(what);
        command.addAll(settings);
        command.addAll(List.of("--server.address=127.0.0.1", "--server.port=0", "--management.server.port=0"));
        try (Jvm jvm = Jvm.startByCommand(name, data, data, command)) {
            Path log = data.resolve(name + ".log");
            Await.until(name + " has started: see " + log, OFTEN, () -> hasStarted(log, jvm));
            return new Started(jvm.cpu().toMillis() / 1e3, jvm.residentMiB());
        }
    }

    private static boolean hasStarted(Path log, Jvm jvm) {
        try {
            if (!jvm.isAlive()) {
                throw new IllegalStateException("the service has ended: see " + log);
            }
            return Files.readString(log).contains(" Started ");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private record Started(double cpu, double resident) {}
}
