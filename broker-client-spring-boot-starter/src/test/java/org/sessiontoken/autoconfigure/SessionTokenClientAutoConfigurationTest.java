package org.sessiontoken.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Every condition of the auto-configuration. The client connects in the background, so that no Kafka is needed here. */
class SessionTokenClientAutoConfigurationTest {

    /** Nobody listens at port 1. */
    private static final String NOWHERE = "spring.kafka.bootstrap-servers=127.0.0.1:1";

    @TempDir
    private Path folder;

    private Path keys;
    private ApplicationContextRunner bare;
    private ApplicationContextRunner configured;

    @BeforeEach
    void configure() throws IOException {
        keys = write("billing.jwks.json", "A256GCMKW");
        bare = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        KafkaAutoConfiguration.class,
                        SessionTokenClientAutoConfiguration.class,
                        SessionTokenBrokerHealthAutoConfiguration.class,
                        SessionTokenClientMetricsAutoConfiguration.class))
                .withPropertyValues(NOWHERE);
        configured = bare.withPropertyValues("ags.client.requestor=billing", "ags.client.sealing-keys=" + keys);
    }

    private Path write(String name, String algorithm) throws IOException {
        Path file = folder.resolve(name);
        KeySetFile.write(file, List.of(new NamedKey("billing-1", algorithm, Secret.ofBytes(new byte[32]))));
        return file;
    }

    @Nested
    class TheClient {

        @Test
        void isMadeOfItsOwnPropertiesAndOfSpringsForKafka() {
            configured
                    .withPropertyValues(
                            "ags.client.deadline=2s",
                            "ags.client.max-in-flight=7",
                            "ags.client.reply-partition=3",
                            "ags.client.broker-group=other-brokers",
                            "spring.kafka.security.protocol=SASL_PLAINTEXT",
                            "spring.kafka.properties.sasl.mechanism=PLAIN")
                    .run(context -> {
                        assertThat(context).hasSingleBean(SessionTokenClient.class);
                        ClientSettings settings = context.getBean(ClientSettings.class);
                        assertThat(settings.requestor()).isEqualTo(new RequestorName("billing"));
                        assertThat(settings.keys()).extracting(NamedKey::kid).containsExactly("billing-1");
                        assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(2));
                        assertThat(settings.maxInFlight()).isEqualTo(7);
                        assertThat(settings.replyPartition()).contains(3);
                        assertThat(settings.brokerGroup()).isEqualTo("other-brokers");
                        assertThat(settings.kafka())
                                .containsEntry("bootstrap.servers", List.of("127.0.0.1:1"))
                                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                                .containsEntry("sasl.mechanism", "PLAIN");
                    });
        }

        @Test
        void hasTheDefaultsOfTheLibrary() {
            configured.run(context -> {
                ClientSettings settings = context.getBean(ClientSettings.class);
                assertThat(settings)
                        .usingRecursiveComparison()
                        .ignoringFields("kafka")
                        .isEqualTo(ClientSettings.of(settings.requestor(), settings.keys(), settings.kafka()));
            });
        }

        @Test
        void trustsTheCertificatesOfAnSslBundle() {
            configured
                    .withPropertyValues(
                            "spring.ssl.bundle.pem.kafka.truststore.certificate=classpath:test-ca.pem",
                            "spring.kafka.ssl.bundle=kafka",
                            "spring.kafka.security.protocol=SSL")
                    .run(context -> assertThat(
                                    context.getBean(ClientSettings.class).kafka())
                            .containsKey("ssl.engine.factory.class")
                            .containsEntry("security.protocol", "SSL"));
        }

        @Test
        void followsItsKeyFileAndKeepsTheKeysOfOneThatIsRefused() {
            configured.run(context -> {
                SimpleMeterRegistry meters = new SimpleMeterRegistry();
                context.getBean(SessionTokenClientMetrics.class).bindTo(meters);

                KeySetFile.replace(
                        keys,
                        List.of(
                                KeySetEntry.of(NamedKey.random("billing-2", "A256GCMKW")),
                                KeySetEntry.of(NamedKey.random("billing-1", "A256GCMKW"))));
                await().until(() -> changes(meters, "taken") == 1);
                Files.writeString(keys, "{}");
                await().until(() -> changes(meters, "refused") == 1);

                assertThat(context.getBean(RequestorKeys.class).file().current())
                        .extracting(NamedKey::kid)
                        .containsExactly("billing-2", "billing-1");
                assertThat(meters.get("ags.files.refused")
                                .tag("files", "sealing-keys")
                                .gauge()
                                .value())
                        .isOne();
            });
        }

        private double changes(SimpleMeterRegistry meters, String result) {
            return meters.get("ags.files.changes")
                    .tags("files", "sealing-keys", "result", result)
                    .functionCounter()
                    .count();
        }

        @Test
        void isClosedWithTheContext() {
            SessionTokenClient[] client = new SessionTokenClient[1];
            configured.run(context -> client[0] = context.getBean(SessionTokenClient.class));
            assertThat(client[0].availability()).isEqualTo(Availability.CLOSING);
        }

        @Test
        void isLeftOutWhenItIsNotEnabled() {
            bare.withPropertyValues("ags.client.enabled=false")
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(SessionTokenClient.class)
                            .doesNotHaveBean(ClientSettings.class)
                            .doesNotHaveBean(SessionTokenClientMetrics.class)
                            .doesNotHaveBean(HealthIndicator.class));
        }

        @Test
        void isTheApplicationsOwnWhereItHasOne() {
            bare.withUserConfiguration(OwnClient.class).run(context -> {
                assertThat(context)
                        .hasSingleBean(SessionTokenClient.class)
                        .hasSingleBean(HealthIndicator.class)
                        .hasSingleBean(SessionTokenClientMetrics.class)
                        .doesNotHaveBean(ClientSettings.class);
                assertThat(context).hasBean("ownClient");
            });
        }

        @Test
        void isMadeOfTheSettingsOfTheApplicationWhereItHasThem() {
            bare.withUserConfiguration(OwnSettings.class)
                    .run(context -> assertThat(context)
                            .hasSingleBean(SessionTokenClient.class)
                            .hasSingleBean(ClientSettings.class)
                            .hasBean("ownSettings"));
        }

        @Test
        void leavesTheApplicationWithoutAClockThatItDidNotMake() {
            configured
                    .withUserConfiguration(AsksForAClock.class)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .getBean("clockOfTheApplication")
                            .isEqualTo(Optional.empty()));
        }

        @Test
        void takesTheClockOfTheApplication() {
            configured
                    .withBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(SessionTokenClient.class));
        }
    }

    @Nested
    class Health {

        @Test
        void isOutOfServiceUntilTheBrokerWouldAnswer() {
            configured.run(context -> {
                HealthIndicator health = context.getBean("sessionTokenBrokerHealthIndicator", HealthIndicator.class);
                assertThat(health.health(true)).isNotNull().satisfies(now -> {
                    assertThat(now.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(now.getDetails()).containsKey("availability");
                });
            });
        }

        @ParameterizedTest
        @EnumSource(Availability.class)
        void tellsEachAvailability(Availability availability) {
            var health = new SessionTokenBrokerHealth(() -> availability).health();
            assertThat(health.getStatus())
                    .isEqualTo(
                            switch (availability) {
                                case READY -> Status.UP;
                                case FAILED -> Status.DOWN;
                                case STARTING,
                                        KAFKA_UNREACHABLE,
                                        TOPIC_UNAVAILABLE,
                                        NOT_AUTHORISED,
                                        NO_BROKER,
                                        CLOSING -> Status.OUT_OF_SERVICE;
                            });
            assertThat(health.getDetails().get("availability"))
                    .asString()
                    .isEqualToIgnoringCase(availability.name().replace('_', '-'));
        }

        @Test
        void isLeftOutWhereItIsDisabled() {
            configured
                    .withPropertyValues("management.health.session-token-broker.enabled=false")
                    .run(context -> assertThat(context)
                            .hasSingleBean(SessionTokenClient.class)
                            .doesNotHaveBean(HealthIndicator.class));
        }

        @Test
        void isLeftOutWithoutTheHealthModule() {
            configured
                    .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                    .run(context -> assertThat(context)
                            .hasSingleBean(SessionTokenClient.class)
                            .doesNotHaveBean("sessionTokenBrokerHealthIndicator"));
        }

        @Test
        void isTheApplicationsOwnWhereItHasOne() {
            configured
                    .withBean("sessionTokenBrokerHealthIndicator", HealthIndicator.class, () -> () -> null)
                    .run(context -> assertThat(context).hasSingleBean(HealthIndicator.class));
        }
    }

    @Nested
    class Metrics {

        @Test
        void tellWhatIsInFlightAndHowTheBackgroundTasksAre() {
            configured.run(context -> {
                SimpleMeterRegistry meters = new SimpleMeterRegistry();
                context.getBean(SessionTokenClientMetrics.class).bindTo(meters);
                assertThat(meters.get("ags.client.in.flight").gauge().value()).isZero();
                assertThat(meters.get("ags.task.failing").gauges()).hasSize(3);
                assertThat(meters.get("ags.task.failures")
                                .tag("task", "session-token-client-billing-replies")
                                .functionCounter()
                                .count())
                        .isNotNegative();
            });
        }

        @Test
        void areLeftOutWithoutMicrometer() {
            configured
                    .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                    .run(context -> assertThat(context)
                            .hasSingleBean(SessionTokenClient.class)
                            .doesNotHaveBean("sessionTokenClientMetrics"));
        }

        @Test
        void areLeftOutWithTwoClients() {
            configured
                    .withUserConfiguration(OwnClient.class, AnotherClient.class)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(MeterBinder.class)
                            .doesNotHaveBean(HealthIndicator.class));
        }
    }

    @Nested
    class AMistake {

        @Test
        void inTheNameOfTheRequestorIsExplained() {
            bare.run(context -> assertThat(analysis(context)).satisfies(analysis -> {
                assertThat(analysis.getDescription()).isEqualTo("ags.client.requestor is not set.");
                assertThat(analysis.getAction()).contains("ags.broker.requestors.<name>", "ags.client.enabled");
            }));
        }

        @Test
        void ofNoKeysIsExplained() {
            bare.withPropertyValues("ags.client.requestor=billing")
                    .run(context -> assertThat(analysis(context)).satisfies(analysis -> {
                        assertThat(analysis.getDescription()).isEqualTo("ags.client.sealing-keys is not set.");
                        assertThat(analysis.getAction()).contains("ags.broker.requestors.billing");
                    }));
        }

        @Test
        void inThePathOfTheKeysIsExplained() {
            assertThat(analysisWithKeys(folder.resolve("none.jwks.json")))
                    .contains("none.jwks.json cannot be read (NoSuchFileException)");
        }

        @Test
        void inTheKeysIsExplainedWithoutTheKeys() throws IOException {
            Path text = Files.writeString(folder.resolve("text.jwks.json"), "c2VjcmV0");
            assertThat(analysisWithKeys(text)).contains("must be a JWK Set").doesNotContain("c2VjcmV0");
        }

        @Test
        void inTheAlgorithmOfAKeyIsExplained() throws IOException {
            assertThat(analysisWithKeys(write("signing.jwks.json", "HS256"))).contains("A256GCMKW");
        }

        @Test
        void ofTakingAKeyForDevelopmentIsExplained() throws IOException {
            Path development = folder.resolve("dev.jwks.json");
            KeySetFile.write(development, List.of(DevelopmentKeys.generate("dev-billing", "A256GCMKW", 32)));
            assertThat(analysisWithKeys(development))
                    .contains("was made for development")
                    .contains("ags.client.development");
            configured
                    .withPropertyValues("ags.client.sealing-keys=" + development, "ags.client.development=true")
                    .run(context -> assertThat(context).hasNotFailed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Billing", "billing!", "-billing"})
        void inTheFormOfTheNameNamesTheProperty(String name) {
            configured
                    .withPropertyValues("ags.client.requestor=" + name)
                    .run(context ->
                            assertThat(context.getStartupFailure()).rootCause().hasMessageContaining("requestor name"));
        }

        @ParameterizedTest
        @CsvSource({
            "deadline, 5ms, 'ags.client.deadline must be from 10ms to 10m, and it is 5ms'",
            "deadline, 11m, 'ags.client.deadline must be from 10ms to 10m, and it is 11m'",
            "deadline, 5, 'ags.client.deadline must be a duration with its unit, such as 500ms, 30s, 5m, 2h or 7d'",
            "max-in-flight, 0, 'ags.client.max-in-flight must be from 1 to 1000000, and it is 0'",
            "reply-partition, -1, 'ags.client.reply-partition must be from 0 to 9999, and it is -1'",
            "broker-group, ' ', 'ags.client.broker-group is empty: give it a value, or remove it'"
        })
        void inANumberNamesTheProperty(String key, String value, String message) {
            configured
                    .withPropertyValues("ags.client." + key + "=" + value)
                    .run(context ->
                            assertThat(context.getStartupFailure()).rootCause().hasMessage(message));
        }

        private String analysisWithKeys(Path file) {
            String[] text = new String[1];
            bare.withPropertyValues("ags.client.requestor=billing", "ags.client.sealing-keys=" + file)
                    .run(context -> {
                        FailureAnalysis analysis = analysis(context);
                        assertThat(analysis.getDescription()).startsWith("ags.client.sealing-keys cannot be used: ");
                        text[0] = analysis.getDescription() + "\n" + analysis.getAction();
                    });
            return text[0];
        }

        /** By the analyzer that Spring Boot finds. */
        private static FailureAnalysis analysis(AssertableApplicationContext context) {
            assertThat(context).hasFailed();
            return SpringFactoriesLoader.forDefaultResourceLocation()
                    .load(FailureAnalyzer.class, (type, name, failure) -> {})
                    .stream()
                    .filter(UnusableClientSettingAnalyzer.class::isInstance)
                    .map(analyzer -> analyzer.analyze(Objects.requireNonNull(context.getStartupFailure())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static SessionTokenClient client() {
        return SessionTokenClient.start(settings(), Clock.systemUTC());
    }

    private static ClientSettings settings() {
        return ClientSettings.of(
                new RequestorName("own"),
                List.of(new NamedKey("own-1", "A256GCMKW", Secret.ofBytes(new byte[32]))),
                Map.of("bootstrap.servers", "127.0.0.1:1"));
    }

    @Configuration(proxyBeanMethods = false)
    static class AsksForAClock {
        @Bean
        Optional<Clock> clockOfTheApplication(ObjectProvider<Clock> clocks) {
            return Optional.ofNullable(clocks.getIfAvailable());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {
        @Bean
        SessionTokenClient ownClient() {
            return client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherClient {
        @Bean
        SessionTokenClient anotherClient() {
            return client();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSettings {
        @Bean
        ClientSettings ownSettings() {
            return settings();
        }
    }
}
