package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.Secret;

/**
 * How long the standalone program takes until it has issued a token, and how much memory it has then. It is started again and
 * again, each time in an empty folder, and in the end on the folder of the start before: by its jar, and by its launcher with a
 * class cache.
 *
 * <p>Arguments: the folder for data, the folder for results, the program's module, and how many times.
 */
final class Start {

    private static final String SERVICE = "operator-jwt";
    private static final int FURTHER_REQUESTS = 2_000;
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final Path data;
    private final Path module;
    private final StringBuilder text = new StringBuilder();

    private Start(Path data, Path module) {
        this.data = data;
        this.module = module;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Start start =
                new Start(Path.of(args[0]).toAbsolutePath(), Path.of(args[2]).toAbsolutePath());
        start.run(Integer.parseInt(args[3]));
        Tables.write(Path.of(args[1]), "start.md", start.text);
    }

    private void run(int times) throws IOException, InterruptedException {
        text.append("# The standalone program, from its start\n\n")
                .append(Tables.machine())
                .append("; flags: ")
                .append(
                        Jvm.addedFlags().isEmpty()
                                ? "none, but free ports"
                                : "`" + String.join(" ", Jvm.addedFlags()) + "`")
                .append(
                        ". Seconds from the start of the process; its own processor time, shared out among the processors, is"
                                + " the least that this can take. Memory is what is resident, with its peak, once both are"
                                + " there, and after ")
                .append(Tables.number(FURTHER_REQUESTS, 0))
                .append(" further requests, one after the other.\n\n");
        Tables.head(
                text,
                "started by",
                "folder",
                "answers 200, s",
                "ready, s",
                "its own processor time until then, s",
                "resident MiB",
                "peak MiB",
                "resident MiB later",
                "peak MiB later",
                "processors used by others, %");
        // Classes of the client that asks are loaded now, and not while the program starts.
        new Front(Programs.freePort(), "", "").ask("");
        List<String> byJar = new ArrayList<>(List.of(Jvm.java()));
        byJar.addAll(Jvm.addedFlags());
        byJar.addAll(List.of("-jar", module.resolve("target/token-broker.jar").toString()));
        rows("`java -jar`", byJar, times);

        String launcher = module.resolve("token-broker").toString();
        prepare(launcher);
        rows("`token-broker`, prepared", List.of(launcher), times);
    }

    private static void prepare(String launcher) throws IOException, InterruptedException {
        ProcessBuilder preparing = new ProcessBuilder(launcher, "prepare").inheritIO();
        preparing.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (preparing.start().waitFor() != 0) {
            throw new IllegalStateException("no class cache was made");
        }
    }

    private void rows(String by, List<String> command, int times) throws IOException {
        List<Started> started = new ArrayList<>();
        Path folder = data;
        for (int i = 1; i <= times; i++) {
            folder = Files.createTempDirectory(data, "start");
            started.add(row(by, "empty", start(command, folder)));
        }
        row(by, "empty, median", Started.median(started));
        row(by, "of a former run", start(command, folder));
    }

    private Started row(String by, String folder, Started started) {
        String[] cells = {
            by,
            folder,
            Tables.number(started.answered, 2),
            Tables.number(started.ready, 2),
            Tables.number(started.cpu, 1),
            Tables.number(started.resident, 0),
            Tables.number(started.peak, 0),
            Tables.number(started.residentLater, 0),
            Tables.number(started.peakLater, 0),
            Tables.percent(started.others)
        };
        Tables.row(text, cells);
        System.out.println(List.of(cells));
        return started;
    }

    private Started start(List<String> program, Path folder) {
        int port = Programs.freePort();
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--http-port", Integer.toString(port), "--kafka-port", "0", "--console-port", "0"));
        long start = System.nanoTime();
        try (Jvm jvm = Jvm.startByCommand(folder.getFileName().toString(), data, folder, command)) {
            Machine.Watch watch = new Machine(List.of(jvm)).watch();
            // Looking for the port takes less processor time than requests that fail.
            Await.until("port " + port + " is open", OFTEN, () -> isOpen(port, jvm));
            Front front = front(port, folder);
            CompletableFuture<Double> ready = CompletableFuture.supplyAsync(
                    () -> seconds(start, "it says that it is ready", front::isReady),
                    // A thread of its own: the common pool may have none to spare.
                    asking -> new Thread(asking, "readiness").start());
            double answered = seconds(start, "a token is issued", () -> front.ask(SERVICE) == Load.OK);
            double readyAfter = ready.join();
            double cpu = jvm.cpu().toMillis() / 1e3;
            double others = watch.othersShare();
            long resident = jvm.residentMiB();
            long peak = jvm.peakMiB();
            for (int i = 0; i < FURTHER_REQUESTS; i++) {
                if (front.ask(SERVICE) != Load.OK) {
                    throw new IllegalStateException("a further request was not answered with 200: see " + folder);
                }
            }
            return new Started(answered, readyAfter, cpu, resident, peak, jvm.residentMiB(), jvm.peakMiB(), others);
        }
    }

    private static double seconds(long start, String what, BooleanSupplier isSo) {
        Await.until(what, OFTEN, isSo);
        return (System.nanoTime() - start) / 1e9;
    }

    private static boolean isOpen(int port, Jvm jvm) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            if (!jvm.isAlive()) {
                throw new IllegalStateException("the program ended", notYet);
            }
            return false;
        }
    }

    /** With a token as {@code mint} would make it: another JVM for that would take its time from the one that starts. */
    private static Front front(int port, Path folder) {
        try {
            Map<String, ?> json = JoseJson.reader()
                    .deserialize(Files.readAllBytes(folder.resolve("token-broker-data/dev/operator-secret.json")));
            String tenant = (String) Report.of(json, "tenantId");
            byte[] secret = Base64.getUrlDecoder().decode((String) Report.of(json, "secret"));
            NamedKey key = new NamedKey((String) Report.of(json, "kid"), "HS256", Secret.ofBytes(secret));
            return new Front(port, tenant, Operator.body(Operator.token(key, tenant)));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** The figures of one start: seconds, MiB, and a share of the processors. */
    private record Started(
            double answered,
            double ready,
            double cpu,
            double resident,
            double peak,
            double residentLater,
            double peakLater,
            double others) {

        static Started median(List<Started> of) {
            return new Started(
                    Tables.middle(of, Started::answered),
                    Tables.middle(of, Started::ready),
                    Tables.middle(of, Started::cpu),
                    Tables.middle(of, Started::resident),
                    Tables.middle(of, Started::peak),
                    Tables.middle(of, Started::residentLater),
                    Tables.middle(of, Started::peakLater),
                    Tables.middle(of, Started::others));
        }
    }
}
