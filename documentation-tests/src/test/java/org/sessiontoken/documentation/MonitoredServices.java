package org.sessiontoken.documentation;

import io.jsonwebtoken.Jwts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.console.ConsoleApplication;
import org.sessiontoken.event.Topics;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * All services, each with its HTTP port, on a Kafka of one node: with an auth service that works, a login and a provider of keys
 * that are not there, and a certificate that has ten days left.
 */
final class MonitoredServices implements AutoCloseable {

    private static final String TENANT = "demo";
    private static final String NOBODY = "http://127.0.0.1:1/";
    private static final Duration TIME_TO_START = Duration.ofMinutes(2);

    /** What is on the class path for the tests of its documents. */
    private static final String OF_THE_STARTER = String.join(
            ",",
            ImportCandidates.load(AutoConfiguration.class, MonitoredServices.class.getClassLoader())
                    .getCandidates()
                    .stream()
                    .filter(name -> name.startsWith("org.sessiontoken."))
                    .toList());

    /** What is there for the console, and would ask callers of the others to sign in. */
    private static final String FOR_THE_CONSOLE_ALONE = Stream.of(
                    "SecurityAutoConfiguration",
                    "UserDetailsServiceAutoConfiguration",
                    "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
                    "web.servlet.SecurityFilterAutoConfiguration",
                    "web.servlet.ServletWebSecurityAutoConfiguration")
            .map("org.springframework.boot.security.autoconfigure."::concat)
            .collect(Collectors.joining(",", OF_THE_STARTER + ",", ""));

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Path folder;
    private final EmbeddedKafka kafka;
    private final NamedKey operator = DevelopmentKeys.generate("operator", "HS256", 32);
    private final Map<String, ConfigurableApplicationContext> services = new HashMap<>();

    private MonitoredServices(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        KeySetFile.write(keys("operator"), List.of(operator));
        KeySetFile.write(keys("issuing"), List.of(DevelopmentKeys.generate("issuing", "HS256", 32)));
        for (String name : List.of("adapter", "dead-letters")) {
            KeySetFile.write(keys(name), List.of(DevelopmentKeys.generate(name, "A256GCMKW", 32)));
        }
        makeCertificate();
        this.kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
    }

    /** Starts all of them side by side, and waits until they are ready. */
    static MonitoredServices start(Path folder) throws IOException, InterruptedException {
        MonitoredServices started = new MonitoredServices(folder);
        Map<String, CompletableFuture<ConfigurableApplicationContext>> starts = Map.of(
                "broker", started.begin(BrokerApplication.application(), started.broker()),
                "adapter", started.begin(HttpAdapterApplication.application(), started.adapter()),
                "console", started.begin(ConsoleApplication.application(), started.console()));
        starts.forEach((job, start) -> started.services.put(job, start.join()));
        Awaitility.await("ready")
                .atMost(TIME_TO_START)
                .until(() -> started.services.keySet().stream()
                        .allMatch(job ->
                                started.get(job, "/actuator/health/readiness").contains("\"UP\"")));
        return started;
    }

    private CompletableFuture<ConfigurableApplicationContext> begin(
            SpringApplicationBuilder application, Map<String, String> properties) {
        properties.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
        properties.put("ags.development", "true");
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("management.server.port", "");
        String bundle = "spring.ssl.bundle.jks.kafka.keystore.";
        properties.put(bundle + "location", "file:" + folder.resolve("certificate.p12"));
        properties.put(bundle + "password", "changeit");
        properties.put(bundle + "type", "PKCS12");
        Supplier<ConfigurableApplicationContext> start = () -> application.run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new));
        CompletableFuture<ConfigurableApplicationContext> started = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        started.complete(start.get());
                    } catch (Throwable failure) {
                        started.completeExceptionally(failure);
                    }
                })
                .start();
        return started;
    }

    private Map<String, String> broker() {
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.autoconfigure.exclude", FOR_THE_CONSOLE_ALONE);
        properties.put("ags.broker.requestors.http-adapter", keys("adapter").toString());
        properties.put("ags.broker.issuing.keys", keys("issuing").toString());
        properties.put(
                "ags.broker.intake.dead-letter-keys", keys("dead-letters").toString());
        properties.putAll(authService(
                0,
                "operator-jwt",
                "shared-secret-jwt",
                Map.of("keys", keys("operator").toString())));
        properties.putAll(authService(
                1,
                "login",
                "http-callout",
                Map.of("uri", NOBODY, "parameters.Name", "name", "account-pointer", "/account")));
        properties.putAll(authService(
                2,
                "provider",
                "oidc-jwt",
                // It is asked for its keys at the start, and must be asked again while Prometheus looks.
                Map.of("issuer", NOBODY, "audience", "ags", "keys-refetch-interval", "1s")));
        return properties;
    }

    private static Map<String, String> authService(int index, String name, String type, Map<String, String> options) {
        String path = "ags.broker.auth-services[" + index + "].";
        Map<String, String> properties = new HashMap<>();
        properties.put(path + "tenant-id", TENANT);
        properties.put(path + "auth-service-id", name);
        properties.put(path + "type", type);
        options.forEach((option, value) -> properties.put(path + "options." + option, value));
        return properties;
    }

    private Map<String, String> adapter() {
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.autoconfigure.exclude", FOR_THE_CONSOLE_ALONE);
        properties.put("ags.adapter.sealing-keys", keys("adapter").toString());
        properties.put("ags.adapter.shutdown-grace-period", "0s");
        return properties;
    }

    private Map<String, String> console() {
        Map<String, String> properties = new HashMap<>();
        properties.put("spring.autoconfigure.exclude", OF_THE_STARTER);
        properties.put("ags.console.dead-letters.keys", keys("dead-letters").toString());
        properties.put("ags.console.index.directory", folder.resolve("index").toString());
        properties.put(
                "ags.console.access.one-time-link-file",
                folder.resolve("link.txt").toString());
        return properties;
    }

    private Path keys(String name) {
        return folder.resolve(name + ".jwks.json");
    }

    private void makeCertificate() throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "kafka",
                        "-dname",
                        "CN=kafka",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "10",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        folder.resolve("certificate.p12").toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IllegalStateException(SourceTree.text(folder.resolve("keytool.txt")));
        }
    }

    /** What each service shows now, by the name of its job. */
    Scrape scrape() {
        Map<String, String> answers = new HashMap<>();
        services.keySet().forEach(job -> answers.put(job, get(job, "/actuator/prometheus")));
        return Scrape.of(answers);
    }

    private ConfigurableApplicationContext service(String job) {
        return Objects.requireNonNull(services.get(job), "there is no service " + job);
    }

    /** The host and port of a service. */
    String address(String job) {
        return "127.0.0.1:" + service(job).getEnvironment().getRequiredProperty("local.server.port");
    }

    private String get(String job, String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create("http://" + address(job) + path))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Requests of all sorts, and something that is none. */
    void work() {
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            answers.add(ask(TENANT, "operator-jwt", "OperatorAuthToken", operatorToken()));
            answers.add(ask(TENANT, "login", "Name", "somebody"));
        }
        for (int i = 0; i < 3; i++) {
            answers.add(ask(TENANT, "operator-jwt", "OperatorAuthToken", "guessed"));
            answers.add(ask(TENANT, "provider", "IdToken", unknownToken()));
        }
        for (int i = 0; i < 30; i++) {
            answers.add(ask("made-up-tenant-" + i, "made-up-service-" + i, "Name", "somebody"));
        }
        answers.forEach(CompletableFuture::join);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.REQUESTS, "garbage"));
        }
        Awaitility.await("the dead letter")
                .until(() -> get("broker", "/actuator/prometheus")
                        .lines()
                        .anyMatch(line -> line.startsWith("ags_broker_dead_letters_total{") && line.endsWith(" 1.0")));
    }

    private CompletableFuture<Integer> ask(String tenant, String authService, String parameter, String value) {
        return HTTP.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://" + address("adapter") + "/ags/getSessionToken"))
                                .header("content-type", "application/json")
                                .header("nv-tenant-id", tenant)
                                .header("x-auth-service-id", authService)
                                .POST(BodyPublishers.ofString("{\"parameters\":[{\"name\":\"" + parameter
                                        + "\",\"value\":\"" + value + "\"}]}"))
                                .build(),
                        BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode());
    }

    private String operatorToken() {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("JWT")
                .keyId(operator.kid())
                .and()
                .claim("typ", "GetSessionTokenAuthN")
                .claim("OpfAccountId", "A")
                .claim("OpfTenantId", TENANT)
                .claim("aud", "ags")
                .expiration(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
                .signWith(operator.toSecretKey(), Jwts.SIG.HS256)
                .compact();
    }

    /** A token that looks like one of the provider, so that its keys are needed. */
    private static String unknownToken() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"unknown\",\"typ\":\"JWT\"}";
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString("{}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString(new byte[256]);
    }

    @Override
    public void close() {
        for (String job : List.of("console", "adapter", "broker")) {
            service(job).close();
        }
        kafka.close();
    }
}
