package org.sessiontoken.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsonwebtoken.lang.Supplier;
import io.jsonwebtoken.security.Jwks;
import io.jsonwebtoken.security.OctetPrivateJwk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.jose.JoseJson;
import org.sessiontoken.kafka.embedded.EmbeddedKafka;
import org.sessiontoken.kafka.embedded.EmbeddedKafkaSettings;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;
import org.springframework.context.ConfigurableApplicationContext;

/** Two instances of the service, on a real Kafka. */
class SignOnIT {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final NamedKey KEY = NamedKey.random("key-1", "A256GCMKW");

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;
    private static List<ConfigurableApplicationContext> instances;
    private static Requestor requestor;

    @BeforeAll
    static void start() throws IOException {
        kafka = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(folder.resolve("kafka")));
        KeySetFile.write(folder.resolve("sealing.jwks.json"), List.of(KEY));
        KeySetFile.write(folder.resolve("dead-letters.jwks.json"), List.of(NamedKey.random("letters", "A256GCMKW")));
        OctetPrivateJwk<?, ?> pair = (OctetPrivateJwk<?, ?>)
                Jwks.builder().octetKeyPair(Jwks.CRV.Ed25519.keyPair().build()).build();
        Files.write(
                folder.resolve("signing.jwks.json"),
                JoseJson.writer()
                        .serialize(Map.of(
                                "keys",
                                List.of(Map.of(
                                        "kty", "OKP",
                                        "crv", "Ed25519",
                                        "kid", "signing-1",
                                        "x", pair.get("x"),
                                        "d", ((Supplier<?>) Objects.requireNonNull(pair.get("d"))).get())))));
        instances = new ArrayList<>(List.of(instance("one"), instance("two")));
        requestor = new Requestor(kafka.bootstrapServers(), KEY);
    }

    private static ConfigurableApplicationContext instance(String name, String... settings) {
        return SessionApplication.application()
                .properties(settings)
                .run(
                        "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                        "--server.port=0",
                        "--ags.development=true",
                        "--ags.session.instance=" + name,
                        "--ags.session.requestors.head-end=" + folder.resolve("sealing.jwks.json"),
                        "--ags.session.dead-letter-keys=" + folder.resolve("dead-letters.jwks.json"),
                        "--ags.session.access-tokens.keys=" + folder.resolve("signing.jwks.json"),
                        "--ags.session.access-tokens.issuer=https://broker.example",
                        "--ags.session.access-tokens.audience=https://api.example");
    }

    @AfterAll
    static void stop() {
        requestor.close();
        instances.forEach(ConfigurableApplicationContext::close);
        kafka.close();
    }

    private static SignOnReplied reply(RequestId attempt) {
        return requestor.reply(attempt);
    }

    @Test
    void signsADeviceOnOnceAndRefusesEveryOther() {
        Secret token = requestor.issued(LIFE);

        SignOnReplied first = reply(requestor.attempts(token, "phone"));
        SignOnReplied second = reply(requestor.attempts(token, "thief"));

        assertThat(first.outcome()).isEqualTo(SignOnOutcome.SIGNED_ON);
        assertThat(first.reason().value()).isEqualTo("signed-on");
        assertThat(first.accountId()).isEqualTo(Requestor.ACCOUNT);
        assertThat(first.tokenHash()).isEqualTo(TokenHash.of(token));
        assertThat(requestor.open(first).accessToken().text().split("\\.")).hasSize(3);
        assertThat(second.outcome()).isEqualTo(SignOnOutcome.UNAUTHORISED);
        assertThat(second.reason().value()).isEqualTo("already-used");
        assertThat(second.tokens()).isNull();
    }

    @Test
    void givesTheSameDeviceItsAnswerOnceMore() {
        Secret token = requestor.issued(LIFE);

        SignOnReplied first = reply(requestor.attempts(token, "phone"));
        SignOnReplied again = reply(requestor.attempts(token, "phone"));

        assertThat(again.reason().value()).isEqualTo("repeated");
        assertThat(requestor.open(again)).isEqualTo(requestor.open(first));
    }

    @Test
    void refusesATokenThatNobodyIssued() {
        SignOnReplied reply = reply(requestor.attempts(Secret.ofText("guessed"), "thief"));

        assertThat(reply.outcome()).isEqualTo(SignOnOutcome.UNAUTHORISED);
        assertThat(reply.reason().value()).isEqualTo("unknown-token");
        assertThat(reply.accountId()).isNull();
    }

    @Test
    void refusesATokenThatHasExpired() {
        SignOnReplied reply = reply(requestor.attempts(requestor.issued(Duration.ZERO), "phone"));

        assertThat(reply.reason().value()).isEqualTo("token-expired");
    }

    @Test
    void redeemsNoHash() {
        Secret token = requestor.issued(LIFE);
        byte[] key = TokenHash.of(token).value().getBytes(StandardCharsets.US_ASCII);

        SignOnReplied byHash = reply(requestor.attempts(
                Secret.ofText(TokenHash.of(token).value()),
                "auditor",
                record -> new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers())));

        assertThat(byHash.outcome()).isEqualTo(SignOnOutcome.INVALID);
        assertThat(byHash.reason().value()).isEqualTo("misplaced");
        assertThat(reply(requestor.attempts(token, "phone")).outcome()).isEqualTo(SignOnOutcome.SIGNED_ON);
    }

    @Test
    void countsNoAttemptOnAPartitionOfTheWritersChoice() {
        Secret token = requestor.issued(LIFE);

        List<String> reasons = IntStream.range(0, 12)
                .mapToObj(partition -> requestor.attempts(
                        token,
                        "thief",
                        record -> new ProducerRecord<>(
                                record.topic(), partition, record.key(), record.value(), record.headers())))
                .map(attempt -> reply(attempt).reason().value())
                .toList();

        assertThat(reasons)
                .containsOnlyOnce("signed-on")
                .filteredOn("misplaced"::equals)
                .hasSize(11);
    }

    @Test
    void startsOnlyIfKafkaKeepsWhoHasSignedOnForAsLongAsATokenMayBeRedeemed() {
        assertThatThrownBy(() -> instance("three", "ags.session.topics.retention=1h", "ags.session.max-token-life=30m"))
                .rootCause()
                .hasMessageStartingWith("ags.session.topics.retention must be at least 70m");
    }

    @Test
    void hasOneWinnerOfEachRaceWhileAnInstanceLeavesAndAnotherJoins() {
        List<List<RequestId>> races = new ArrayList<>();
        List<String> devices = List.of("a", "b", "c", "d", "e");
        for (int race = 0; race < 150; race++) {
            if (race == 50) {
                instances.remove(0).close();
            } else if (race == 100) {
                instances.add(instance("three"));
            }
            races.add(requestor.race(requestor.issued(LIFE), devices.subList(0, 2 + race % 4)));
        }

        for (List<RequestId> race : races) {
            List<String> reasons = race.stream()
                    .map(attempt -> reply(attempt).reason().value())
                    .toList();
            assertThat(reasons).containsOnlyOnce("signed-on");
            assertThat(reasons).filteredOn("already-used"::equals).hasSize(race.size() - 1);
        }
    }
}
