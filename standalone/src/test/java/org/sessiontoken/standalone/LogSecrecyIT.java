package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program logs by the policy of the services in it, although it configures its logs by itself. */
class LogSecrecyIT {

    private static final String SECRET = "canary-in-http-0817";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    @Test
    void neitherTheLogNorTheConsoleShowsWhatACallerSends() throws Exception {
        try (Program program = Program.startOnFreePorts(folder, "--log-format", "ecs")) {
            JsonNode ready = program.awaitReady();
            URI url = URI.create(ready.path("httpUrl").asString());
            URI console = URI.create(ready.path("consoleUrl").asString());
            for (String request : List.of(
                    "GET /ags/getSessionToken/S HTTP/1.1\r\nHost: a\r\n",
                    "GET /ags/getSessionToken?t=S HTTP/1.1\r\nHost: a\r\n",
                    "GET /S HTTP/1.1\r\nHost: a\r\n",
                    "GET /actuator/S?S=%zz HTTP/1.1\r\nHost: a\r\n",
                    "GET /|S HTTP/1.1\r\nHost: a\r\n",
                    "S / HTTP/1.1\r\nHost: a\r\n",
                    "S@ / HTTP/1.1\r\nHost: a\r\n",
                    "GET / S\r\nHost: a\r\n",
                    "GET / HTTP/1.1\r\nHost: S|\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nS: a\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nS S: a\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\nCookie: S=S; =S\r\n",
                    "GET / HTTP/1.1\r\nHost: a\r\ntoken: S\u0001\r\n")) {
                send(url, request.replace("S", SECRET) + "Connection: close\r\n\r\n");
                send(console, request.replace("S", SECRET) + "Connection: close\r\n\r\n");
            }
            program.stop();

            assertThat(program.output()).contains("ready").doesNotContain(SECRET);
        }
        assertThat(logs())
                .contains("Request refused by the server", "Request answered")
                .doesNotContain(SECRET);
        assertThat(logs().lines()).allSatisfy(LogSecrecyIT::isEcs);
    }

    private static void isEcs(String line) {
        JsonNode json = JSON.readTree(line);
        assertThat(json.at("/service/name").asString("")).isEqualTo("token-broker");
        assertThat(json.at("/ecs/version").asString("")).isNotEmpty();
        if (json.path("message").asString("").equals("Request answered")) {
            assertThat(json.path("correlationId").asString("")).isNotEmpty();
        }
    }

    private static void send(URI url, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(url.getHost()), url.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }
    }

    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve("token-broker-data").resolve("log"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }
}
