package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.NamedKey;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * Sends known credentials through, good ones and bad ones and ones that hit bugs, and then looks for them, for the tokens
 * and for the keys in every byte of every topic, in all that was logged at the finest level, in the metrics, in the spans of all
 * requests, and in all answers.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecrecyIT {

    private static final String IN_HTTP = "canary-in-http-0816";

    /** An operator who looks for a fault may set this much at once. */
    private static final String[] FINEST = {
        "logging.level.org.sessiontoken=TRACE", "logging.level.org.springframework=TRACE", "logging.level.org=DEBUG"
    };

    @Test
    void noCredentialTokenOrKeyIsReadableOnATopicInALogOrInAMetric(
            @TempDir java.nio.file.Path folder, CapturedOutput output) {
        List<String> secrets = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        try (Collector collector = new Collector();
                KafkaUnderTest kafka = KafkaUnderTest.start(folder.resolve("kafka"));
                Deployment deployment = new Deployment(kafka.connections(), folder.resolve("keys"))) {
            String[] settings =
                    Stream.of(FINEST, collector.settings(1)).flatMap(Stream::of).toArray(String[]::new);
            URI brokerHttp = deployment.startBrokerWithHttp(settings);
            HeadEnd headEnd = deployment.startAdapter(settings);
            Deployment.awaitReady(headEnd);

            for (int i = 0; i < 20; i++) {
                String good = headEnd.keys().operatorToken();
                HttpResponse<String> issued = headEnd.ask(Deployment.SHARED_SECRET, "OperatorAuthToken", good);
                assertThat(issued.statusCode()).isEqualTo(200);
                secrets.add(good);
                secrets.add(HeadEnd.token(issued));
            }
            sendBadOnes(headEnd, secrets, answers);
            for (NamedKey key : headEnd.keys().all()) {
                secrets.add(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(key.material().bytes()));
                secrets.add(HexFormat.of().formatHex(key.material().bytes()));
            }
            secrets.add(IN_HTTP);
            answers.addAll(HttpCanaries.send(headEnd.adapter(), IN_HTTP));
            // What is for operators alone may repeat a path to them, but not to the log.
            assertThat(HttpCanaries.send(brokerHttp, IN_HTTP)).anyMatch(answer -> answer.startsWith("HTTP/1.1 404"));
            answers.add(headEnd.get("/actuator/prometheus"));
            answers.add(headEnd.get("/actuator/health"));
            answers.add(headEnd.discover(OperatorKeys.TENANT).body());

            // Six spans of each good request.
            await().until(() -> collector.spans().size() >= 20 * 6);
            List<String> spans = collector.spans().stream()
                    .map(span -> span.span().toString())
                    .toList();
            List<String> topics = everyByteOfEveryTopic(new TopicReader(kafka.bootstrapServers()));

            // The look-out works: what is no secret is found.
            assertThat(topics).anyMatch(record -> record.contains(OperatorKeys.ACCOUNT));
            assertThat(output.getAll()).contains("it-correlation");
            assertThat(spans).anyMatch(span -> span.contains("it-correlation"));
            assertThat(spans).noneMatch(span -> span.contains(OperatorKeys.ACCOUNT));
            for (String secret : secrets) {
                assertThat(topics).as("topics").noneMatch(record -> record.contains(secret));
                assertThat(spans).as("spans").noneMatch(span -> span.contains(secret));
                assertThat(answers).as("answers").noneMatch(answer -> answer.contains(secret));
                assertThat(output.getAll().contains(secret))
                        .as("secret in the log")
                        .isFalse();
            }
        }
    }

    private static void sendBadOnes(HeadEnd headEnd, List<String> secrets, List<String> answers) {
        String canary = "canary-credential-0815";
        secrets.add(canary);
        secrets.add(CanarySecrets.IN_A_BUG);
        for (String parameter : List.of("OperatorAuthToken", "Say", "Other")) {
            answers.add(headEnd.ask(Deployment.SHARED_SECRET, parameter, "eyJ" + canary)
                    .body());
            answers.add(headEnd.ask("No such service", parameter, canary).body());
        }
        answers.add(headEnd.ask(Deployment.SCRIPTED, "Say", "bug").body());
        for (String broken : List.of(
                "{\"parameters\": [{\"name\": \"Say\", \"value\": \"" + canary + "\"}",
                "{\"parameters\": [{\"name\": \"Say\", \"value\": [\"" + canary + "\"]}]}",
                "{\"parameters\": \"" + canary + "\"}",
                "{\"parameters\": [{\"name\": \"Say\", \"value\": \"a\"}, {\"name\": \"Say\", \"value\": \"" + canary
                        + "\"}]}",
                canary)) {
            answers.add(headEnd.send(headEnd.request(Deployment.SCRIPTED, "it-correlation", broken))
                    .join()
                    .body());
        }
    }

    /** Values, keys and headers, the internal topics' among them, as text where any byte is a character. */
    private static List<String> everyByteOfEveryTopic(TopicReader topics) {
        List<String> records = new ArrayList<>();
        assertThat(topics.topics())
                .contains(Topics.REQUESTS, Topics.repliesTo(InternalSystem.NAME), Topics.AUTH_SERVICES);
        for (String topic : topics.topics()) {
            for (ConsumerRecord<byte[], byte[]> record : topics.read(topic)) {
                StringBuilder text = new StringBuilder();
                append(text, record.key());
                append(text, record.value());
                for (Header header : record.headers()) {
                    append(text.append(header.key()), header.value());
                }
                records.add(text.toString());
            }
        }
        return records;
    }

    private static void append(StringBuilder text, byte @org.jspecify.annotations.Nullable [] bytes) {
        if (bytes != null) {
            text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
        }
    }
}
