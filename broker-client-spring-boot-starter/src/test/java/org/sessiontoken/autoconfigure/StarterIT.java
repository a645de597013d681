package org.sessiontoken.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jsonwebtoken.Jwts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.autoconfigure.readme.Invoices;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenReply.Declined;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.Secret;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** A Spring Boot application that has the starter and a few properties, beside a real Kafka and a real broker. */
class StarterIT {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static NamedKey operator;
    private static EmbeddedKafka kafka;
    private static ConfigurableApplicationContext broker;
    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() throws IOException {
        kafka = EmbeddedKafka.start(new EmbeddedKafkaSettings(folder.resolve("kafka"), 0));
        operator = key("operator", "HS256");
        write(key("billing", "A256GCMKW"));
        write(key("dead-letters", "A256GCMKW"));
        write(key("issuing", "HS256"));
        write(operator);
        broker = BrokerApplication.application()
                .web(WebApplicationType.NONE)
                .run(
                        connection(),
                        // The broker has the starter on this class path, too.
                        "--spring.autoconfigure.exclude=" + SessionTokenClientAutoConfiguration.class.getName(),
                        "--ags.broker.requestors.billing=" + file("billing"),
                        "--ags.broker.issuing.keys=" + file("issuing"),
                        "--ags.broker.intake.dead-letter-keys=" + file("dead-letters"),
                        "--ags.broker.topics.partitions=2",
                        // Kafka has one node here.
                        "--ags.development=true",
                        "--ags.broker.auth-services[0].tenant-id=demo",
                        "--ags.broker.auth-services[0].auth-service-id=operator-jwt",
                        "--ags.broker.auth-services[0].type=shared-secret-jwt",
                        "--ags.broker.auth-services[0].options.keys=" + file("operator"));
        application = new SpringApplicationBuilder(Billing.class)
                .web(WebApplicationType.NONE)
                .run(connection(), "--ags.client.requestor=billing", "--ags.client.sealing-keys=" + file("billing"));
    }

    @AfterAll
    static void stop() {
        for (ConfigurableApplicationContext context : new ConfigurableApplicationContext[] {application, broker}) {
            if (context != null) {
                SpringApplication.exit(context);
            }
        }
        kafka.close();
    }

    @Test
    void asksForSessionTokensIsSeenAndAnswersWhatIsInFlightWhenItCloses() {
        SessionTokenClient client = application.getBean(SessionTokenClient.class);
        await("ready").atMost(TIME_TO_START).until(() -> client.availability() == Availability.READY);
        assertThat(application
                        .getBean("sessionTokenBrokerHealthIndicator", HealthIndicator.class)
                        .health(true))
                .extracting(Health::getStatus)
                .isEqualTo(Status.UP);

        Invoices invoices = application.getBean(Invoices.class);
        assertThat(ask(invoices, operatorToken()).join())
                .isInstanceOfSatisfying(
                        Issued.class,
                        issued -> assertThat(issued.token().text()).matches("[a-z0-9]{26}"));
        assertThat(ask(invoices, "nonsense").join())
                .isInstanceOfSatisfying(
                        Declined.class,
                        declined -> assertThat(declined.outcome()).isEqualTo(Outcome.UNAUTHORISED));

        Observation asking = Observation.start("asking", application.getBean(ObservationRegistry.class));
        try (Observation.Scope current = asking.openScope()) {
            ask(invoices, operatorToken()).join();
        }
        assertThat(application.getBean(Observed.class).contexts)
                .filteredOn(context -> context.getParentObservation() == asking)
                .extracting(Observation.Context::getName)
                .containsExactly("ags.client.send");

        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        application.getBean(SessionTokenClientMetrics.class).bindTo(meters);
        assertThat(meters.get("ags.client.in.flight").gauge().value()).isZero();

        CompletableFuture<SessionTokenReply> inFlight = ask(invoices, operatorToken());
        application.close();
        assertThat(inFlight).isCompletedWithValueMatching(Issued.class::isInstance);
        assertThat(client.availability()).isEqualTo(Availability.CLOSING);
    }

    private static CompletableFuture<SessionTokenReply> ask(Invoices invoices, String operatorToken) {
        return invoices.signIn("invoice-4711", operatorToken).toCompletableFuture();
    }

    private static String operatorToken() {
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .type("JWT")
                .keyId(operator.kid())
                .and()
                .claim("typ", "GetSessionTokenAuthN")
                .claim("OpfAccountId", "account-1")
                .claim("OpfTenantId", "demo")
                .claim("aud", "ags")
                .expiration(Date.from(Instant.now().plusSeconds(300)))
                .signWith(operator.toSecretKey(), Jwts.SIG.HS256)
                .compact();
    }

    private static String connection() {
        return "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers();
    }

    private static NamedKey key(String kid, String algorithm) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return new NamedKey(kid, algorithm, Secret.ofBytes(random));
    }

    private static void write(NamedKey key) throws IOException {
        KeySetFile.write(file(key.kid()), List.of(key));
    }

    private static Path file(String kid) throws IOException {
        return Files.createDirectories(folder.resolve("keys")).resolve(kid + ".jwks.json");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Invoices.class)
    static class Billing {

        @Bean
        Observed observed() {
            return new Observed();
        }

        /** Spring Boot registers the handlers. */
        @Bean
        ObservationRegistry observationRegistry() {
            return ObservationRegistry.create();
        }
    }

    /** What the application's registry has been told. */
    static final class Observed implements ObservationHandler<Observation.Context> {

        private final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

        @Override
        public void onStart(Observation.Context context) {
            contexts.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
