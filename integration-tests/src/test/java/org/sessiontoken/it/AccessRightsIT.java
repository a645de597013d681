package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.client.Availability;
import org.sessiontoken.client.ClientSettings;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SessionTokenReply.Issued;
import org.sessiontoken.client.SessionTokenRequest;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** With the rights of the manual's table, and no others, all of it works, and nobody reads what is not for it. */
class AccessRightsIT {

    private static final String ADAPTER = "http-adapter";
    private static final String BILLING = InternalSystem.NAME.value();
    private static final String ADAPTERS_REPLIES = Topics.repliesTo(new RequestorName(ADAPTER));
    private static final String BILLINGS_REPLIES = Topics.repliesTo(InternalSystem.NAME);

    @TempDir
    private static Path folder;

    private static KafkaWithAccessControl kafka;
    private static Deployment deployment;
    private static HeadEnd headEnd;

    @BeforeAll
    static void start() {
        kafka = new KafkaWithAccessControl(
                folder, List.of("broker", ADAPTER, BILLING, "audit", "operations", "console"));
        kafka.allow(ManualRights.of(Map.of(
                "each requestor, such as the adapter", List.of(ADAPTER, BILLING),
                "a requestor that reads by a group", List.of(BILLING),
                "the adapter", List.of(ADAPTER),
                "the broker", List.of("broker"),
                "audit", List.of("audit"),
                "operations", List.of("operations"),
                "the console", List.of("console"))));
        deployment = new Deployment(kafka.bootstrapServers(), folder.resolve("keys"));
        deployment.startBroker(springLogin("broker"));
        headEnd = deployment.startAdapter(springLogin(ADAPTER));
        Deployment.awaitReady(headEnd);
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }

    @Test
    void everyRequestorIsAnsweredAndAuditReadsTheRepliesToAllOfThem() {
        assertThat(headEnd.askWithGoodToken("rights").join().statusCode()).isEqualTo(200);
        assertThat(askAsBilling()).isInstanceOf(Issued.class);

        try (KafkaConsumer<byte[], byte[]> audit = consumer("audit")) {
            assertThat(visible(audit))
                    .contains(ADAPTERS_REPLIES, BILLINGS_REPLIES)
                    .doesNotContain(Topics.REQUESTS);
            List<ConsumerRecord<byte[], byte[]>> records =
                    awaitAll(audit, found -> requestors(found).containsAll(Set.of(ADAPTER, BILLING)));
            assertThat(records).allSatisfy(record -> {
                SessionTokenReplied reply = ReplyCodec.read(record).reply();
                assertThat(record.topic()).isEqualTo(Topics.repliesTo(reply.requestor()));
            });
        }
    }

    @Test
    void theConsoleReadsWhatItShowsAndWritesNothingOfIt() {
        try (KafkaConsumer<byte[], byte[]> console = consumer("console")) {
            assertThat(visible(console))
                    .containsExactlyInAnyOrder(
                            Topics.REQUESTS,
                            ADAPTERS_REPLIES,
                            BILLINGS_REPLIES,
                            Topics.DEAD_LETTERS,
                            Topics.AUTH_SERVICES,
                            Topics.BREAKERS,
                            Topics.ACCESSES);
            console.assign(console.listTopics().values().stream()
                    .flatMap(List::stream)
                    // It writes there who looked at what, and reads nothing of it.
                    .filter(found -> !found.topic().equals(Topics.ACCESSES))
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList());
            console.seekToBeginning(console.assignment());
            assertThatCode(() -> console.poll(Duration.ofSeconds(1))).doesNotThrowAnyException();
        }
        assertThat(List.of(Topics.REQUESTS, ADAPTERS_REPLIES, Topics.DEAD_LETTERS, Topics.AUTH_SERVICES))
                .allSatisfy(topic -> assertRefusedToWrite("console", topic));
    }

    @Test
    void aRequestorSeesNoReplyTopicButItsOwn() {
        try (KafkaConsumer<byte[], byte[]> billing = consumer(BILLING)) {
            assertThat(visible(billing)).containsExactly(BILLINGS_REPLIES, Topics.REQUESTS);
        }
    }

    /** As clients do that cannot assign a partition to themselves. */
    @Test
    void aRequestorMayReadItsRepliesByAGroupOfItsOwn() {
        Map<String, Object> settings = settings(BILLING);
        settings.put("group.id", BILLING + "-" + UUID.randomUUID());
        settings.put("auto.offset.reset", "earliest");
        assertThat(askAsBilling()).isInstanceOf(Issued.class);
        try (KafkaConsumer<byte[], byte[]> billing =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            billing.subscribe(List.of(BILLINGS_REPLIES));
            Awaitility.await("a reply")
                    .atMost(Duration.ofSeconds(30))
                    .pollInSameThread()
                    .until(() -> !billing.poll(Duration.ofMillis(200)).isEmpty());
        }
    }

    @Test
    void aRequestorMayNotReadByAGroupOfAnother() {
        Map<String, Object> settings = settings(BILLING);
        settings.put("group.id", ADAPTER + "-1");
        try (KafkaConsumer<byte[], byte[]> billing =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            billing.subscribe(List.of(BILLINGS_REPLIES));
            assertThatThrownBy(() -> billing.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.REPLIES_PREFIX + ADAPTER, Topics.REQUESTS, Topics.DEAD_LETTERS})
    void aRequestorMayNotRead(String topic) {
        try (KafkaConsumer<byte[], byte[]> billing = consumer(BILLING)) {
            billing.assign(List.of(new TopicPartition(topic, 0)));
            assertThatThrownBy(() -> {
                        billing.seekToBeginning(billing.assignment());
                        billing.poll(Duration.ofSeconds(20));
                    })
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ADAPTER, "billing"})
    void aRequestorMayWriteNoReplyNotEvenToItself(String requestor) {
        assertRefusedToWrite(BILLING, Topics.repliesTo(new RequestorName(requestor)));
    }

    private static void assertRefusedToWrite(String user, String topic) {
        Map<String, Object> settings = new HashMap<>(KafkaWithAccessControl.loginOf(user));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> writing =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> writing.send(new ProducerRecord<>(topic, new byte[] {1}))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static Object askAsBilling() {
        Map<String, Object> connection = new HashMap<>(KafkaWithAccessControl.loginOf(BILLING));
        connection.put("bootstrap.servers", kafka.bootstrapServers());
        ClientSettings settings = new ClientSettings(
                InternalSystem.NAME,
                List.of(deployment.keys.internal),
                connection,
                Duration.ofSeconds(30),
                16,
                Optional.empty(),
                ClientSettings.DEFAULT_BROKER_GROUP);
        try (SessionTokenClient client = SessionTokenClient.start(settings, Clock.systemUTC())) {
            Awaitility.await("the client is ready")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.availability() == Availability.READY);
            return client.request(new SessionTokenRequest(
                            new TenantId(OperatorKeys.TENANT),
                            new AuthServiceId(Deployment.SCRIPTED),
                            new CorrelationId("rights"),
                            new Parameters(List.of(new Parameter("Say", Secret.ofText("account")))),
                            Optional.empty()))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String user) {
        return new KafkaConsumer<>(settings(user), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> settings(String user) {
        Map<String, Object> settings = new HashMap<>(KafkaWithAccessControl.loginOf(user));
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("enable.auto.commit", false);
        return settings;
    }

    private static Collection<String> visible(KafkaConsumer<?, ?> consumer) {
        return new TreeSet<>(consumer.listTopics().keySet());
    }

    private static Set<String> requestors(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> found = new TreeSet<>();
        records.forEach(record -> found.add(record.topic().substring(Topics.REPLIES_PREFIX.length())));
        return found;
    }

    private static List<ConsumerRecord<byte[], byte[]>> awaitAll(
            KafkaConsumer<byte[], byte[]> consumer, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        List<TopicPartition> partitions = consumer.listTopics().values().stream()
                .flatMap(List::stream)
                .filter(info -> Topics.ALL_REPLIES.matcher(info.topic()).matches())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Awaitility.await("replies to all requestors")
                .atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .until(() -> {
                    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                    return enough.test(records);
                });
        return records;
    }

    static String[] springLogin(String user) {
        return KafkaWithAccessControl.loginOf(user).entrySet().stream()
                .map(setting -> "spring.kafka.properties." + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }
}
