package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import tools.jackson.databind.JsonNode;

/** The packaged program, from a user's point of view. */
class StandaloneIT {

    @TempDir
    private Path folder;

    @Test
    void startsPrintsALineThatWorksWhenPastedAndGoesOnWithItsDataAfterAStopAndAfterAKill() throws Exception {
        String keysOfFirst;
        try (Program first = Program.startOnFreePorts(folder)) {
            JsonNode ready = first.awaitReady();
            assertThat(first.output())
                    .contains(
                            ready.path("httpUrl").asString(),
                            ready.path("kafkaBootstrap").asString());
            assertThat(pasted(first)).matches("\\{\"sessionToken\":\"[a-z0-9]{26}\"}");
            assertThat(withMintedToken(first, ready)).matches("\\{\"sessionToken\":\"[a-z0-9]{26}\"}");
            keysOfFirst = Files.readString(first.dev("operator-secret.json"));
            first.stop();
            assertThat(first.dev("ready.json")).doesNotExist();
        }
        try (Program second = Program.startOnFreePorts(folder)) {
            second.awaitReady();
            assertThat(Files.readString(second.dev("operator-secret.json"))).isEqualTo(keysOfFirst);
            assertThat(pasted(second)).contains("sessionToken");
            second.kill();
        }
        try (Program third = Program.startOnFreePorts(folder)) {
            third.awaitReady();
            assertThat(pasted(third)).contains("sessionToken");
            third.stop();
        }
    }

    @Test
    void isStartedByItsLauncherTooWithAndWithoutAClassCache() throws Exception {
        try (Program launched = Program.launch(folder, "--http-port", "0", "--kafka-port", "0")) {
            launched.awaitReady();
            launched.stop();
        }
        try (Program preparing = Program.launch(folder, "prepare")) {
            boolean cached = Runtime.version().feature() >= 25;
            assertThat(preparing.awaitEnd()).isEqualTo(cached ? 0 : 1);
            assertThat(preparing.output()).contains(cached ? "starts will be faster" : "needs Java 25 or newer");
        }
        try (Program launched = Program.launch(folder, "--http-port", "0", "--kafka-port", "0")) {
            JsonNode ready = launched.awaitReady();
            assertThat(withMintedToken(launched, ready)).contains("sessionToken");
            launched.stop();
        }
    }

    @Nested
    class TheDevelopmentFolder {

        @Test
        void isForItsOwnerAloneAndHoldsWhatAHeadEndNeedsMarkedAsForDevelopment() throws IOException {
            DevelopmentFolder development = new DevelopmentFolder(folder);

            development.prepare();

            Path dev = folder.resolve("dev");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dev)))
                    .isEqualTo("rwx------");
            try (var files = Files.list(dev)) {
                assertThat(files)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
            JsonNode secret = Program.read(dev.resolve("operator-secret.json"));
            assertThat(secret.propertyNames()).contains("authServiceId", "tenantId", "kid", "secret");
            for (String use : List.of("adapter", "issuing", "dead-letters", "operator")) {
                assertThat(KeySetFile.read(development.keys(use), DevelopmentKeys.ALLOWED))
                        .allMatch(key -> DevelopmentKeys.isMarked(key.material()));
            }
        }
    }

    @Nested
    class RefusesToStart {

        @Test
        void onATakenHttpPortNamingTheOption() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Program program = Program.start(
                            folder, "--http-port", String.valueOf(taken.getLocalPort()), "--kafka-port", "0")) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output())
                        .contains("--http-port", String.valueOf(taken.getLocalPort()))
                        .doesNotContain("\tat ");
            }
        }

        @Test
        void onATakenKafkaPortNamingTheOption() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Program program = Program.start(
                            folder, "--http-port", "0", "--kafka-port", String.valueOf(taken.getLocalPort()))) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output()).contains("--kafka-port").doesNotContain("\tat ");
            }
        }

        @Test
        void withAnOptionThatDoesNotExist() throws Exception {
            try (Program program = Program.start(folder, "--htp-port", "0")) {
                assertThat(program.awaitEnd()).isEqualTo(2);
                assertThat(program.output()).contains("--htp-port", "--http-port");
            }
        }
    }

    @Nested
    class Minting {

        @Test
        void saysWhatToDoWhereNothingWasStarted() throws Exception {
            try (Program program = Program.start(folder, "mint", "--account", "A")) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output()).contains("--data-dir").doesNotContain("\tat ");
            }
        }
    }

    /** Runs the line that the banner shows, in a shell. */
    private String pasted(Program program) throws Exception {
        String line = program.output()
                .lines()
                .filter(text -> text.startsWith("curl "))
                .findFirst()
                .orElseThrow();
        return shell(line);
    }

    private String withMintedToken(Program program, JsonNode ready) throws Exception {
        try (Program mint = Program.start(folder, "mint", "--account", "B", "--ttl", "5m")) {
            assertThat(mint.awaitEnd()).isZero();
            JsonNode secret = Program.read(program.dev("operator-secret.json"));
            return shell("curl -sS " + ready.path("httpUrl").asString() + "/ags/getSessionToken"
                    + " -H 'content-type: application/json' -H 'x-auth-service-id: "
                    + secret.path("authServiceId").asString() + "' -d '"
                    + Banner.body(mint.output().strip()) + "'");
        }
    }

    private static String shell(String line) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(answer).isZero();
        return answer;
    }
}
