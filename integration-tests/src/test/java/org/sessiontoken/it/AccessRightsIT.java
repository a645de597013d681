package org.sessiontoken.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
import org.sessiontoken.it.SharedDeployment.Running;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/** With the rights of the manual's table, and no others, nobody reads or writes what is not for them. */
@ExtendWith(SharedDeployment.class)
class AccessRightsIT {

    private static final String BILLING = LeastRights.BILLING;
    private static final String ADAPTERS_REPLIES = Topics.repliesTo(new RequestorName(LeastRights.ADAPTER));
    private static final String BILLINGS_REPLIES = Topics.repliesTo(InternalSystem.NAME);

    private final Running running;

    AccessRightsIT(Running running) {
        this.running = running;
        Assumptions.assumeTrue(KafkaUnderTest.isEmbedded());
    }

    @Test
    void everyRequestorIsAnsweredAndAuditReadsTheRepliesToAllOfThem() {
        assertThat(running.headEnd().askWithGoodToken("rights").join().statusCode())
                .isEqualTo(200);
        assertThat(askAsBilling()).isInstanceOf(Issued.class);

        try (KafkaConsumer<byte[], byte[]> audit = consumer("audit")) {
            assertThat(visible(audit))
                    .contains(ADAPTERS_REPLIES, BILLINGS_REPLIES)
                    .doesNotContain(Topics.REQUESTS);
            List<ConsumerRecord<byte[], byte[]>> records =
                    awaitAll(audit, found -> requestors(found).containsAll(Set.of(LeastRights.ADAPTER, BILLING)));
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
        settings.put("group.id", LeastRights.ADAPTER + "-1");
        try (KafkaConsumer<byte[], byte[]> billing =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            billing.subscribe(List.of(BILLINGS_REPLIES));
            assertThatThrownBy(() -> billing.poll(Duration.ofSeconds(20)))
                    .isInstanceOf(GroupAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.REPLIES_PREFIX + LeastRights.ADAPTER, Topics.REQUESTS, Topics.DEAD_LETTERS})
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
    @ValueSource(strings = {LeastRights.ADAPTER, "billing"})
    void aRequestorMayWriteNoReplyNotEvenToItself(String requestor) {
        assertRefusedToWrite(BILLING, Topics.repliesTo(new RequestorName(requestor)));
    }

    private void assertRefusedToWrite(String user, String topic) {
        Map<String, Object> settings = running.kafka().connections().of(user);
        try (KafkaProducer<byte[], byte[]> writing =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> writing.send(new ProducerRecord<>(topic, new byte[] {1}))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private Object askAsBilling() {
        ClientSettings settings = new ClientSettings(
                InternalSystem.NAME,
                List.of(running.deployment().keys.internal),
                running.kafka().connections().of(BILLING),
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

    private KafkaConsumer<byte[], byte[]> consumer(String user) {
        return new KafkaConsumer<>(settings(user), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> settings(String user) {
        Map<String, Object> settings =
                new HashMap<>(running.kafka().connections().of(user));
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
}
