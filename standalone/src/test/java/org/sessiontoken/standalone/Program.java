package org.sessiontoken.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program, run as a user runs it. */
final class Program implements AutoCloseable {

    private static final Path JAR = Path.of("target", "token-broker.jar").toAbsolutePath();
    private static final Path LAUNCHER = Path.of("token-broker").toAbsolutePath();
    private static final JsonMapper JSON = new JsonMapper();

    private final Process process;
    private final Path dataDir;
    private final Path output;

    private Program(Process process, Path dataDir, Path output) {
        this.process = process;
        this.dataDir = dataDir;
        this.output = output;
    }

    static Program start(Path folder, String... options) throws IOException {
        return run(folder, List.of(java(), "-jar", JAR.toString()), options);
    }

    /**
     * Starts it by a shell, on a JVM with options, so that the name of the data folder, which printf makes, need not be in
     * the character set of this JVM.
     */
    static Program startByShell(Path folder, String jvmOptions, String options, String dataDir) throws IOException {
        String line = "export LC_ALL=C.UTF-8; exec " + java() + " " + jvmOptions + " -jar " + JAR
                + " --http-port 0 --kafka-port 0 --console-port 0 " + options + " --data-dir \"$(printf '" + dataDir
                + "')\"";
        return run(folder, List.of("sh", "-c", line));
    }

    /** Starts it by its launcher, on the Java of this test. */
    static Program launch(Path folder, String... options) throws IOException {
        return run(folder, List.of(LAUNCHER.toString()), options);
    }

    private static Program run(Path folder, List<String> program, String... options) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(options));
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Program(process.start(), folder.resolve("token-broker-data"), output);
    }

    /** Runs a script of bash, in which {@code "$@"} is the program with these arguments. */
    static Program script(Path folder, String script, String... arguments) throws IOException {
        return run(folder, List.of("bash", "-c", script, "bash", java(), "-jar", JAR.toString()), arguments);
    }

    static Program startOnFreePorts(Path folder, String... options) throws IOException {
        return start(
                folder,
                Stream.concat(
                                Stream.of("--http-port", "0", "--kafka-port", "0", "--console-port", "0"),
                                Stream.of(options))
                        .toArray(String[]::new));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until the program says that it is ready, and returns what it says. */
    JsonNode awaitReady() {
        return awaitReady(dataDir);
    }

    JsonNode awaitReady(Path dataDir) {
        Path ready = dataDir.resolve("dev").resolve("ready.json");
        Awaitility.await("ready")
                .atMost(Duration.ofMinutes(2))
                .failFast("the program ended", () -> !process.isAlive())
                .until(() -> Files.exists(ready) && output().contains("Stop with Ctrl-C"));
        return read(ready);
    }

    static JsonNode read(Path file) {
        return JSON.readTree(file.toFile());
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the program did not end");
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Path dev(String file) {
        return dataDir.resolve("dev").resolve(file);
    }

    /** As Ctrl-C does, and returns the exit status. */
    int stop() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
