package org.sessiontoken.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program, from a user's point of view. */
class StandaloneIT {

    /** What a shell says of a process that SIGTERM has ended. */
    private static final int SIGTERM_STATUS = 143;

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
            assertThat(mintedByThePrintedCommand(first)).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
            assertThat(signedInByThePrintedLink(first, ready)).isEqualTo("[\"auditor\"]");
            keysOfFirst = Files.readString(first.dev("operator-secret.json"));
            first.stop();
            assertThat(first.dev("ready.json")).doesNotExist();
            assertThat(first.dev("console-link.txt")).doesNotExist();
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
        try (Program launched =
                Program.launch(folder, "--http-port", "0", "--kafka-port", "0", "--console-port", "0")) {
            launched.awaitReady();
            assertThat(mintedByThePrintedCommand(launched)).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
            launched.stop();
        }
        try (Program preparing = Program.launch(folder, "prepare")) {
            boolean cached = Runtime.version().feature() >= 25;
            assertThat(preparing.awaitEnd()).isEqualTo(cached ? 0 : 1);
            assertThat(preparing.output()).contains(cached ? "starts will be faster" : "needs Java 25 or newer");
        }
        try (Program launched =
                Program.launch(folder, "--http-port", "0", "--kafka-port", "0", "--console-port", "0")) {
            JsonNode ready = launched.awaitReady();
            assertThat(withMintedToken(launched, ready)).contains("sessionToken");
            launched.stop();
        }
    }

    /** A stop while the health of a service is being asked once looked like a failure of the program. */
    @RepeatedTest(3)
    void stopsWithoutAWordWhileItsHealthIsBeingAsked() throws Exception {
        try (Program program = Program.startOnFreePorts(folder);
                Askers askers = new Askers()) {
            JsonNode ready = program.awaitReady();
            for (String url : List.of("httpUrl", "consoleUrl")) {
                askers.ask(ready.path(url).asString() + "/actuator/health/liveness");
            }
            askers.awaitAnswers();
            String said = program.output();

            assertThat(program.stop()).isEqualTo(SIGTERM_STATUS);

            assertThat(program.output().substring(said.length())).doesNotContain("token-broker: ");
            assertThat(Files.readString(folder.resolve("token-broker-data/log/token-broker.log")))
                    .doesNotContain("Program failed", "BeanCreationNotAllowedException");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=tr -Duser.country=TR",
                "-Duser.language=ar -Duser.country=EG -Duser.extensions=u-nu-arab"
            })
    void startsInEveryLocaleOnEveryPathWithWhatItsUserGivesIt(String locale) throws Exception {
        KeySetFile.write(
                folder.resolve("second.jwks.json"), List.of(DevelopmentKeys.generate("dev-second", "HS256", 32)));
        Files.writeString(folder.resolve("services.yaml"), """
                auth-services:
                  - tenant-id: demo
                    auth-service-id: second
                    type: shared-secret-jwt
                    options:
                      keys: %s
                """.formatted(folder.resolve("second.jwks.json")));
        Files.writeString(folder.resolve("settings.yaml"), "management.endpoint.health.show-details: always\n");
        String options =
                "--requestor billing=billing.jwks.json --auth-services-file services.yaml --config settings.yaml";
        try (Program program = Program.startByShell(folder, locale, options, "its d\\303\\244ta; #1")) {
            Path data = awaitFolder("its ");
            JsonNode ready = program.awaitReady(data);

            assertThat(data.resolve("log/token-broker.log")).isNotEmptyFile();
            assertThat(program.output()).contains("for requestor billing in ", "billing.jwks.json");
            String httpUrl = ready.path("httpUrl").asString();
            assertThat(shell("curl -sS " + httpUrl + "/ags/servicediscovery -H 'nv-tenant-id: demo'"))
                    .contains("\"operator-jwt\"", "\"second\"");
            assertThat(shell("curl -sS " + httpUrl + "/actuator/health")).contains("\"availability\":\"ready\"");
            assertThat(asked(ready.path("kafkaBootstrap").asString())).isEqualTo(Outcome.UNAUTHORISED);
            program.stop();
        }
    }

    private Path awaitFolder(String start) {
        return Awaitility.await("data folder")
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            try (var children = Files.list(folder)) {
                                return children.filter(child ->
                                                child.getFileName().toString().startsWith(start))
                                        .findFirst();
                            }
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** How the broker answers a requestor with the key that was made for it, when it sends nonsense. */
    private Outcome asked(String bootstrapServers) throws Exception {
        ClientSettings settings = ClientSettings.of(
                new RequestorName("billing"),
                KeySetFile.read(folder.resolve("billing.jwks.json"), DevelopmentKeys.ALLOWED),
                Map.of("bootstrap.servers", bootstrapServers));
        try (SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC())) {
            Awaitility.await("client")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.availability() == Availability.READY);
            SessionTokenReply reply = client.request(new SessionTokenRequest(
                            new TenantId("demo"),
                            new AuthServiceId("operator-jwt"),
                            new CorrelationId("standalone-it"),
                            new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText("nonsense")))),
                            Optional.empty()))
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
            assertThat(reply).isInstanceOf(SessionTokenReply.Declined.class);
            return ((SessionTokenReply.Declined) reply).outcome();
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
        void withDeadlinesThatContradictEachOther() throws Exception {
            Path config = Files.writeString(folder.resolve("settings.yaml"), "ags.broker.max-deadline: 5s\n");
            try (Program program = Program.start(
                    folder,
                    "--http-port",
                    "0",
                    "--kafka-port",
                    "0",
                    "--console-port",
                    "0",
                    "--config",
                    config.toString())) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output())
                        .contains("ags.adapter.deadline is 10s and ags.broker.max-deadline is 5s")
                        .doesNotContain("\tat ");
            }
        }

        @Test
        void onATakenHttpPortNamingTheOption() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Program program = Program.start(
                            folder,
                            "--http-port",
                            String.valueOf(taken.getLocalPort()),
                            "--kafka-port",
                            "0",
                            "--console-port",
                            "0")) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output())
                        .contains("--http-port", String.valueOf(taken.getLocalPort()))
                        .doesNotContain("\tat ");
            }
        }

        @Test
        void onATakenConsolePortNamingTheOption() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Program program = Program.start(
                            folder,
                            "--http-port",
                            "0",
                            "--kafka-port",
                            "0",
                            "--console-port",
                            String.valueOf(taken.getLocalPort()))) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output()).contains("--console-port").doesNotContain("\tat ");
            }
        }

        @Test
        void onATakenKafkaPortNamingTheOption() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Program program = Program.start(
                            folder,
                            "--http-port",
                            "0",
                            "--console-port",
                            "0",
                            "--kafka-port",
                            String.valueOf(taken.getLocalPort()))) {
                assertThat(program.awaitEnd()).isEqualTo(1);
                assertThat(program.output()).contains("--kafka-port").doesNotContain("\tat ");
            }
        }

        @Test
        void inAFolderThatARunningInstanceUsesAndChangesNothingThere() throws Exception {
            try (Program first = Program.startOnFreePorts(folder)) {
                JsonNode ready = first.awaitReady();
                Map<String, String> before = snapshot();
                String sameHttpPort = String.valueOf(
                        URI.create(ready.path("httpUrl").asString()).getPort());
                for (String httpPort : List.of("0", sameHttpPort)) {
                    try (Program second = Program.start(
                            folder, "--http-port", httpPort, "--kafka-port", "0", "--console-port", "0")) {
                        assertThat(second.awaitEnd()).isEqualTo(1);
                        assertThat(second.output()).contains("in use by another running instance", "--data-dir");
                    }
                }
                assertThat(snapshot()).isEqualTo(before);
                assertThat(pasted(first)).contains("sessionToken");
                first.stop();
            }
        }

        /** The files of the data folder but Kafka's, with their contents and times; of the log, the names. */
        private Map<String, String> snapshot() throws IOException {
            Path data = folder.resolve("token-broker-data");
            Map<String, String> files = new TreeMap<>();
            try (var dev = Files.list(data.resolve("dev"));
                    var log = Files.list(data.resolve("log"))) {
                for (Path file : dev.toList()) {
                    files.put(file.toString(), Files.readString(file) + Files.getLastModifiedTime(file));
                }
                log.forEach(file -> files.put(file.toString(), "log"));
            }
            return files;
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

    /** As a user does that copies the command from the banner. */
    private static String mintedByThePrintedCommand(Program program) throws Exception {
        String announced = "For another operator token: ";
        String command = program.output()
                .lines()
                .filter(text -> text.startsWith(announced))
                .map(text -> text.substring(announced.length()))
                .findFirst()
                .orElseThrow();
        return shell(
                "export JAVA_HOME='" + System.getProperty("java.home") + "' PATH=\"$JAVA_HOME/bin:$PATH\"; " + command);
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

    /** As a browser does that opens the link of the banner: what the user may see. */
    private static String signedInByThePrintedLink(Program program, JsonNode ready) throws Exception {
        String console = ready.path("consoleUrl").asString();
        String link = program.output()
                .lines()
                .filter(text -> text.startsWith("  Console  "))
                .map(text -> text.substring("  Console  ".length()))
                .findFirst()
                .orElseThrow();
        assertThat(link).startsWith(console + "/sign-in#code=");
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpRequest signIn = HttpRequest.newBuilder(URI.create(console + "/sign-in"))
                .header("Origin", console)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "username=one-time-link&password=" + link.substring(link.indexOf('=') + 1)))
                .build();
        assertThat(browser.send(signIn, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(302);
        assertThat(status(browser, console + "/"))
                .as("the page, of the console")
                .isEqualTo(200);
        assertThat(status(browser, ready.path("httpUrl").asString() + "/"))
                .as("the page, of the adapter, which is open to strangers")
                .isEqualTo(404);
        HttpRequest me = HttpRequest.newBuilder(URI.create(console + "/api/me")).build();
        String answer = browser.send(me, HttpResponse.BodyHandlers.ofString()).body();
        assertThat(read(browser, console + "/api/dead-letters").path("opens").asBoolean())
                .as("dead letters can be opened")
                .isTrue();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(callsOfTheNewestFlow(browser, console)).containsExactly("genuine"));
        return new JsonMapper().readTree(answer).path("roles").toString();
    }

    /** The results of the calls of the backend for the request that came last, as its timeline shows them. */
    private static int status(HttpClient browser, String url) throws Exception {
        return browser.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static List<String> callsOfTheNewestFlow(HttpClient browser, String console) throws Exception {
        String newest = read(browser, console + "/api/flows?outcome=issued&limit=1")
                .at("/rows/0/requestId")
                .asString("none-yet");
        return read(browser, console + "/api/flows/" + newest)
                .at("/requests/0/spans")
                .valueStream()
                .filter(span -> span.path("what").asString("").equals("backend-attempt"))
                .map(span -> span.path("result").asString(""))
                .toList();
    }

    private static JsonNode read(HttpClient browser, String address) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return new JsonMapper()
                .readTree(browser.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private static String shell(String line) throws Exception {
        Process shell =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(answer).isZero();
        return answer;
    }

    /** Ask again and again on threads of their own, until they are closed. */
    private static final class Askers implements AutoCloseable {

        private final HttpClient http = HttpClient.newHttpClient();
        private final List<Thread> threads = new ArrayList<>();
        private final List<AtomicInteger> answers = new ArrayList<>();
        private volatile boolean closed;

        void ask(String url) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            AtomicInteger answered = new AtomicInteger();
            answers.add(answered);
            Thread thread = new Thread(() -> {
                while (!closed) {
                    try {
                        http.send(request, HttpResponse.BodyHandlers.discarding());
                        answered.incrementAndGet();
                    } catch (IOException stops) {
                        // As it must.
                    } catch (InterruptedException interrupted) {
                        return;
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }

        void awaitAnswers() {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> answers.stream().allMatch(of -> of.get() > 0));
        }

        @Override
        public void close() throws InterruptedException {
            closed = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
