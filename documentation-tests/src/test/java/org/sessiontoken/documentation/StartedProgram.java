package org.sessiontoken.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The standalone program, started by the README's command in a folder of its own, and a shell beside it in which the README's
 * further commands work: with the repository's scripts where the README looks for them, Kafka's console programs on the path,
 * and the addresses of this start in the place of the usual ones.
 */
final class StartedProgram implements AutoCloseable {

    private static final Duration TIME_TO_START = Duration.ofMinutes(2);

    private final Path folder;
    private final Process program;
    private final JsonNode ready;

    private StartedProgram(Path folder, Process program, JsonNode ready) {
        this.folder = folder;
        this.program = program;
        this.ready = ready;
    }

    static StartedProgram start(String command, Path folder) throws IOException {
        Files.createSymbolicLink(folder.resolve("standalone"), SourceTree.path("standalone"));
        Path bin = Files.createDirectory(folder.resolve("bin"));
        putOnPath(bin, "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer");
        putOnPath(bin, "kafka-console-producer.sh", "org.apache.kafka.tools.ConsoleProducer");
        Path output = folder.resolve("program.txt");
        Process program = shell(folder, "exec " + command + " --http-port 0 --kafka-port 0 --console-port 0", output);
        Path ready = folder.resolve("token-broker-data").resolve("dev").resolve("ready.json");
        Awaitility.await("ready")
                .atMost(TIME_TO_START)
                .failFast("the program ended", () -> !program.isAlive())
                .until(() -> Files.exists(ready) && SourceTree.text(output).contains("Stop with Ctrl-C"));
        return new StartedProgram(folder, program, new JsonMapper().readTree(ready.toFile()));
    }

    private static void putOnPath(Path bin, String name, String mainClass) throws IOException {
        Path script = bin.resolve(name);
        Files.writeString(script, "#!/bin/sh\nexec \"$JAVA_HOME/bin/java\" " + mainClass + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** Begins to run a script. */
    RunningScript run(String script) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        String here = script.replace(
                        "http://127.0.0.1:8080", ready.path("httpUrl").asString())
                .replace("127.0.0.1:9092", ready.path("kafkaBootstrap").asString());
        return new RunningScript(shell(folder, here, output), output);
    }

    private static Process shell(Path folder, String script, Path output) throws IOException {
        ProcessBuilder bash = new ProcessBuilder(List.of("bash", "-euc", script))
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .redirectOutput(output.toFile());
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        bash.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        bash.environment().merge("PATH", folder.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
        return bash.start();
    }

    @Override
    public void close() throws InterruptedException, IOException {
        program.destroy();
        if (!program.waitFor(30, TimeUnit.SECONDS)) {
            program.destroyForcibly();
        }
        // Or the folder's removal would have to do with what it leads to.
        Files.delete(folder.resolve("standalone"));
    }
}
