package org.sessiontoken.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;

/** An embedded Kafka in a JVM of its own, which can be killed and frozen. */
final class KafkaProcess implements AutoCloseable {

    private static final String STARTED = "started at ";

    private final Process process;
    private final int port;
    private final String innerBootstrapServers;

    private KafkaProcess(Process process, int port, String innerBootstrapServers) {
        this.process = process;
        this.port = port;
        this.innerBootstrapServers = innerBootstrapServers;
    }

    /** @param port the port for the programs under test */
    static KafkaProcess start(Path folder, int port) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            KafkaProcess.class.getName(),
                            folder.toString(),
                            Integer.toString(port))
                    .redirectError(Path.of("target", "kafka-process.log").toFile())
                    .start();
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(STARTED)) {
                    return new KafkaProcess(process, port, line.substring(STARTED.length()));
                }
            }
            throw new IllegalStateException("Kafka in a process of its own did not start");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** For the tests themselves, which may do all. */
    String bootstrapServers() {
        return innerBootstrapServers;
    }

    /** For the programs under test. */
    Connections connections() {
        return LeastRights.at("127.0.0.1:" + port);
    }

    /** As by {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Kafka was killed and goes on");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Stops it where it is: its connections stay open, and nobody is answered. */
    void freeze() {
        Signal.STOP.to(process);
    }

    void thaw() {
        Signal.CONT.to(process);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs until killed, or until the test's process is gone and closes the standard input. */
    public static void main(String[] arguments) throws IOException {
        PrintStream parent = System.out;
        // The log goes to the file of the error stream: nobody reads this pipe any more after the start, and once it is
        // full it would stop Kafka.
        System.setOut(System.err);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(Path.of(arguments[0]))
                .with(LeastRights.listener(Integer.parseInt(arguments[1]))))) {
            LeastRights.grantAll(kafka.bootstrapServers());
            parent.println(STARTED + kafka.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is expected; the end of the stream is the sign to stop.
            }
        }
    }
}
