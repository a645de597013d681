package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.RsaPublicJwk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.kafka.embedded.SecuredListener;
import tools.jackson.databind.json.JsonMapper;

/** Programs log in to Kafka over TLS: the broker by a password (SCRAM), the adapter by tokens of a provider (OAUTHBEARER). */
class SaslLoginIT {

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String LOGIN_MODULES = "org.apache.kafka.common.security.";
    private static final String ISSUER = "https://provider.example";
    private static final String AUDIENCE = "kafka";

    @TempDir
    private Path folder;

    private final KeyPair providersKeys = Jwts.SIG.RS256.keyPair().build();
    private HttpServer provider;

    @BeforeEach
    void startProvider() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/token", exchange -> {
            byte[] answer = new JsonMapper()
                    .writeValueAsBytes(Map.of("access_token", token(), "token_type", "Bearer", "expires_in", 3600));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        provider.start();
        RsaPublicJwk key = Jwks.builder()
                .key((RSAPublicKey) providersKeys.getPublic())
                .id("provider-1")
                .build();
        Files.writeString(keys(), new JsonMapper().writeValueAsString(Map.of("keys", List.of(new HashMap<>(key)))));
        System.setProperty(ALLOWED_URLS, tokenEndpoint() + "," + keys().toUri());
    }

    @AfterEach
    void stopProvider() {
        System.clearProperty(ALLOWED_URLS);
        provider.stop(0);
    }

    private Path keys() {
        return folder.resolve("provider.jwks.json");
    }

    private String tokenEndpoint() {
        return "http://localhost:" + provider.getAddress().getPort() + "/token";
    }

    private String token() {
        Instant now = Instant.now();
        return Jwts.builder()
                .json(JoseJson.writer())
                .header()
                .keyId("provider-1")
                .and()
                .subject(LeastRights.ADAPTER)
                .issuer(ISSUER)
                .audience()
                .single(AUDIENCE)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(Duration.ofHours(1))))
                .signWith(providersKeys.getPrivate(), Jwts.SIG.RS256)
                .compact();
    }

    @Test
    void isByPasswordOrByTokenOfAProvider() throws Exception {
        Certificates certificates = Certificates.make(folder.resolve("certificates"), "kafka-1");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka"))
                        .with(new SecuredListener(0, SecurityProtocol.SASL_SSL, listener(certificates))));
                Deployment deployment = new Deployment(
                        user -> Map.of("bootstrap.servers", kafka.securedBootstrapServers()), folder.resolve("keys"))) {
            LeastRights.grantAll(kafka.bootstrapServers());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                LeastRights.BROKER,
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                "a password")))
                        .all()
                        .get();
            }

            String trusted = "spring.ssl.bundle.pem.kafka.truststore.certificate=" + certificates.file("ca.crt");
            deployment.startBroker(
                    settings(TlsRecipe.byPassword(folder.resolve("broker.yaml"))),
                    trusted,
                    "KAFKA_PASSWORD=a password");
            HeadEnd headEnd = deployment.startAdapter(
                    settings(TlsRecipe.byToken(
                            folder.resolve("adapter.yaml"),
                            Map.of(
                                    "https://provider.example/token",
                                    tokenEndpoint(),
                                    "client.id: broker",
                                    "client.id: http-adapter"))),
                    trusted,
                    "KAFKA_CLIENT_SECRET=a secret");

            Deployment.awaitReady(headEnd);
            assertThat(headEnd.askWithGoodToken("logins").join().statusCode()).isEqualTo(200);
            deployment.close();
        }
    }

    private Map<String, String> listener(Certificates certificates) {
        return Map.of(
                "ssl.keystore.type",
                "PEM",
                "ssl.keystore.location",
                certificates.file("kafka-1.pem"),
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512,OAUTHBEARER",
                "scram-sha-512.sasl.jaas.config",
                LOGIN_MODULES + "scram.ScramLoginModule required;",
                "oauthbearer.sasl.jaas.config",
                LOGIN_MODULES + "oauthbearer.OAuthBearerLoginModule required;",
                "oauthbearer.sasl.server.callback.handler.class",
                LOGIN_MODULES + "oauthbearer.OAuthBearerValidatorCallbackHandler",
                "sasl.oauthbearer.jwks.endpoint.url",
                keys().toUri().toString(),
                "sasl.oauthbearer.expected.audience",
                AUDIENCE,
                "sasl.oauthbearer.expected.issuer",
                ISSUER);
    }

    private static String settings(Path file) {
        return "spring.config.additional-location=" + file;
    }
}
