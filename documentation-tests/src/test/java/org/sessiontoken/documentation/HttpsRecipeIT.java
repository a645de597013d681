package org.sessiontoken.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;

/** The page on HTTPS, followed from no certificate to a call with a client's own. */
class HttpsRecipeIT {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+) \\(https\\)");

    @TempDir
    private Path folder;

    private static List<String> blocks(String language) {
        return SourceTree.documents().stream()
                .filter(document -> document.file().equals("docs/manual/https.md"))
                .flatMap(document -> document.blocks().stream())
                .filter(block -> block.language().equals(language))
                .map(Block::text)
                .toList();
    }

    @Test
    void leadsFromNoCertificateToACallWithAClientsOwn() throws IOException, InterruptedException {
        List<String> commands = blocks("sh");
        List<String> settings = blocks("yaml");
        assertThat(run(commands.get(0)).awaitEnd()).isZero();
        KeySetFile.write(folder.resolve(Adapter.KEYS), List.of(DevelopmentKeys.generate("adapter", "A256GCMKW", 32)));

        try (Adapter adapter = Adapter.start(folder, settings.get(0))) {
            assertIsAnswered(adapter.here(commands.get(1)));
        }
        try (Adapter adapter = Adapter.start(folder, settings.get(0) + "---\n" + settings.get(1))) {
            assertIsAnswered(adapter.here(commands.get(2)));
            assertThat(run(adapter.here(commands.get(1))).awaitEnd()).isNotZero();
        }
    }

    /** Without Kafka, the answer is that there is none now. */
    private void assertIsAnswered(String command) throws IOException, InterruptedException {
        RunningScript script = run(command);
        assertThat(script.awaitEnd()).as(command).isZero();
        assertThat(script.output()).contains("\"status\":503");
    }

    private RunningScript run(String script) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder("bash", "-euc", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new RunningScript(process, output);
    }

    /** An adapter in a process of its own, whose folder has its settings. */
    private record Adapter(Process process, Path log) implements AutoCloseable {

        static final String KEYS = "adapter.jwks.json";

        static Adapter start(Path folder, String settings) throws IOException {
            Files.writeString(folder.resolve("http-adapter.yaml"), settings);
            Path log = Files.createTempFile(folder, "adapter", ".log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            packagedAdapter().toString(),
                            "--server.port=0",
                            "--management.server.port=0",
                            "--ags.adapter.sealing-keys=" + KEYS,
                            "--ags.adapter.shutdown-grace-period=0s",
                            "--ags.development=true")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Adapter adapter = new Adapter(process, log);
            Awaitility.await("HTTPS")
                    .atMost(Duration.ofMinutes(1))
                    .failFast("the adapter ended", () -> !process.isAlive())
                    .until(() -> adapter.started().find());
            return adapter;
        }

        private static Path packagedAdapter() throws IOException {
            try (Stream<Path> files = Files.list(SourceTree.path("http-adapter/target"))) {
                return files.filter(file -> file.toString().endsWith("-exec.jar"))
                        .findFirst()
                        .orElseThrow();
            }
        }

        private Matcher started() {
            return STARTED.matcher(SourceTree.text(log));
        }

        /** A command of the page, with the port of this start. */
        String here(String command) {
            Matcher started = started();
            assertThat(started.find()).isTrue();
            return command.replace("localhost:8443", "localhost:" + started.group(1));
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
