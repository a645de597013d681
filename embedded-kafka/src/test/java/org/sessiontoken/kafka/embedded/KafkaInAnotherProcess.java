package org.sessiontoken.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An embedded Kafka in a JVM of its own, which can be killed as by {@code kill -9}. */
final class KafkaInAnotherProcess implements AutoCloseable {

    private final Process process;
    private final String bootstrapServers;

    private KafkaInAnotherProcess(Process process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    static KafkaInAnotherProcess start(Path dataDirectory) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KafkaInAnotherProcess.class.getName(),
                        dataDirectory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String bootstrapServers = output.readLine();
        if (bootstrapServers == null) {
            process.destroyForcibly();
            throw new IllegalStateException("Kafka in another process did not start: its error output tells why.");
        }
        return new KafkaInAnotherProcess(process, bootstrapServers);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("killed").isTrue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs until killed, or until the test's process is gone and closes the standard input. */
    public static void main(String[] arguments) throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(Path.of(arguments[0])))) {
            System.out.println(kafka.bootstrapServers());
            while (System.in.read() >= 0) {
                // Nothing is expected; the end of the stream is the sign to stop.
            }
        }
    }
}
