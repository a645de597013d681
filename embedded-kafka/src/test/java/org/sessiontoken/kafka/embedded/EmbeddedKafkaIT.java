package org.sessiontoken.kafka.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.DIRECTORY_IN_USE;
import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.DIRECTORY_NOT_WRITABLE;
import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.PORT_UNAVAILABLE;
import static org.sessiontoken.kafka.embedded.KafkaNotStartedException.Reason.STARTUP_FAILED;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EmbeddedKafkaIT {

    private static final String TOPIC = "greetings";

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path dataDirectory;

    @Nested
    class WithASecuredPort {

        private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

        @Test
        void letsKnownUsersDoWhatTheyMay() throws Exception {
            SecuredListener listener = new SecuredListener(
                    0,
                    SecurityProtocol.SASL_PLAINTEXT,
                    Map.of("sasl.enabled.mechanisms", "PLAIN", "plain.sasl.jaas.config", LOGIN + "user_a=\"a\";"));
            try (EmbeddedKafka kafka = EmbeddedKafka.start(
                            EmbeddedKafkaSettings.onAFreePort(dataDirectory).with(listener));
                    Admin all = new KafkaClients(kafka.bootstrapServers()).admin();
                    Admin known = admin(kafka, "a");
                    Admin unknown = admin(kafka, "b")) {
                new KafkaClients(kafka.bootstrapServers()).createTopic(TOPIC);

                assertThat(known.listTopics().names().get(10, SECONDS)).isEmpty();
                assertThatThrownBy(() -> unknown.listTopics().names().get(10, SECONDS))
                        .hasCauseInstanceOf(SaslAuthenticationException.class);

                all.createAcls(List.of(new AclBinding(
                                new ResourcePattern(ResourceType.TOPIC, TOPIC, PatternType.LITERAL),
                                new AccessControlEntry("User:a", "*", AclOperation.READ, AclPermissionType.ALLOW))))
                        .all()
                        .get(10, SECONDS);
                Awaitility.await()
                        .until(() -> known.listTopics().names().get(10, SECONDS).contains(TOPIC));
            }
        }

        private static Admin admin(EmbeddedKafka kafka, String user) {
            return Admin.create(Map.of(
                    "bootstrap.servers",
                    kafka.securedBootstrapServers(),
                    "security.protocol",
                    "SASL_PLAINTEXT",
                    "sasl.mechanism",
                    "PLAIN",
                    "sasl.jaas.config",
                    LOGIN + "username=\"" + user + "\" password=\"" + user + "\";"));
        }
    }

    @Nested
    class OnAFreePort {

        @Test
        void carriesARecordFromAProducerToAConsumer() throws Exception {
            try (EmbeddedKafka kafka = startOnAFreePort()) {
                KafkaClients clients = new KafkaClients(kafka.bootstrapServers());
                clients.createTopic(TOPIC);

                clients.write(TOPIC, "hello");

                assertThat(clients.read(TOPIC)).containsExactly("hello");
            }
        }

        @Test
        void listensOnTheLoopbackAddressOnly() throws Exception {
            try (EmbeddedKafka kafka = startOnAFreePort();
                    Admin admin = new KafkaClients(kafka.bootstrapServers()).admin()) {
                assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + kafka.port());
                assertThat(admin.describeCluster().nodes().get(10, SECONDS))
                        .singleElement()
                        .satisfies(node -> assertThat(node.host()).isEqualTo("127.0.0.1"));
            }
        }

        @Test
        void createsNoTopicByItself() throws Exception {
            try (EmbeddedKafka kafka = startOnAFreePort()) {
                KafkaClients clients = new KafkaClients(kafka.bootstrapServers());

                assertThatThrownBy(() -> clients.write(TOPIC, "hello", Duration.ofSeconds(1)))
                        .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);

                assertThat(clients.topics()).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"classic", "consumer"})
        void servesConsumerGroups(String protocol) throws Exception {
            try (EmbeddedKafka kafka = startOnAFreePort()) {
                KafkaClients clients = new KafkaClients(kafka.bootstrapServers());
                clients.createTopic(TOPIC);
                clients.write(TOPIC, "hello");

                try (Consumer<String, String> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "group.id",
                                "readers",
                                "group.protocol",
                                protocol,
                                "auto.offset.reset",
                                "earliest"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
                    consumer.subscribe(List.of(TOPIC));
                    List<String> values = new ArrayList<>();
                    while (values.isEmpty()) {
                        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
                    }
                    consumer.commitSync();

                    assertThat(values).containsExactly("hello");
                }
            }
        }

        @Test
        void servesShareGroups() throws Exception {
            try (EmbeddedKafka kafka = startOnAFreePort()) {
                KafkaClients clients = new KafkaClients(kafka.bootstrapServers());
                clients.createTopic(TOPIC);
                clients.write(TOPIC, "hello");
                clients.setGroup("sharers", "share.auto.offset.reset", "earliest");

                try (KafkaShareConsumer<String, String> consumer = new KafkaShareConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "sharers"),
                        new StringDeserializer(),
                        new StringDeserializer())) {
                    consumer.subscribe(List.of(TOPIC));
                    List<String> values = new ArrayList<>();
                    while (values.isEmpty()) {
                        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
                    }

                    assertThat(values).containsExactly("hello");
                }
            }
        }

        @Test
        void leavesRoomForAnotherInTheSameProcess(@TempDir Path otherDirectory) throws Exception {
            try (EmbeddedKafka one = startOnAFreePort();
                    EmbeddedKafka other = EmbeddedKafka.start(EmbeddedKafkaSettings.onAFreePort(otherDirectory))) {
                KafkaClients clientsOfOne = new KafkaClients(one.bootstrapServers());
                KafkaClients clientsOfOther = new KafkaClients(other.bootstrapServers());
                clientsOfOne.createTopic(TOPIC);
                clientsOfOther.createTopic(TOPIC);

                clientsOfOne.write(TOPIC, "to one");
                clientsOfOther.write(TOPIC, "to the other");

                assertThat(clientsOfOne.read(TOPIC)).containsExactly("to one");
                assertThat(clientsOfOther.read(TOPIC)).containsExactly("to the other");
            }
        }
    }

    @Nested
    class StartedAgain {

        @Test
        void keepsItsRecordsAndItsPort() throws Exception {
            int port;
            try (EmbeddedKafka first = startOnAFreePort()) {
                port = first.port();
                KafkaClients clients = new KafkaClients(first.bootstrapServers());
                clients.createTopic(TOPIC);
                clients.write(TOPIC, "before");
            }

            try (EmbeddedKafka second = startOn(port)) {
                KafkaClients clients = new KafkaClients(second.bootstrapServers());
                clients.write(TOPIC, "after");

                assertThat(second.port()).isEqualTo(port);
                assertThat(clients.read(TOPIC)).containsExactly("before", "after");
            }
        }

        @Test
        void keepsItsRecordsWhenItsProcessWasKilled() throws Exception {
            try (KafkaInAnotherProcess first = KafkaInAnotherProcess.start(dataDirectory)) {
                KafkaClients clients = new KafkaClients(first.bootstrapServers());
                clients.createTopic(TOPIC);
                clients.write(TOPIC, "before");
                first.kill();
            }

            try (EmbeddedKafka second = startOnAFreePort()) {
                KafkaClients clients = new KafkaClients(second.bootstrapServers());
                clients.write(TOPIC, "after");

                assertThat(clients.read(TOPIC)).containsExactly("before", "after");
            }
        }

        @Test
        void finishesAFormattingThatWasInterrupted() throws Exception {
            startOnAFreePort().close();
            Files.delete(dataDirectory.resolve("records").resolve("meta.properties"));

            try (EmbeddedKafka second = startOnAFreePort()) {
                assertThat(new KafkaClients(second.bootstrapServers()).topics()).isEmpty();
            }
        }
    }

    @Nested
    class Refuses {

        @Test
        void aPortThatIsTaken() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
                KafkaNotStartedException refusal = refusalOf(taken.getLocalPort(), dataDirectory);

                assertThat(refusal.reason()).isEqualTo(PORT_UNAVAILABLE);
                assertThat(refusal).hasMessageContainingAll("127.0.0.1:" + taken.getLocalPort(), "another Kafka port");
            }
        }

        @Test
        void aPortThatAnotherEmbeddedKafkaListensOn(@TempDir Path otherDirectory) {
            try (EmbeddedKafka running = startOnAFreePort()) {
                KafkaNotStartedException refusal = refusalOf(running.port(), otherDirectory);

                assertThat(refusal.reason()).isEqualTo(PORT_UNAVAILABLE);
            }
        }

        @Test
        void aDirectoryThatIsInUseInThisProcess() {
            try (EmbeddedKafka running = startOnAFreePort()) {
                KafkaNotStartedException refusal = refusalOf(0, dataDirectory);

                assertThat(running.port()).isPositive();
                assertThat(refusal.reason()).isEqualTo(DIRECTORY_IN_USE);
                assertThat(refusal).hasMessageContainingAll(dataDirectory.toString(), "another data directory");
            }
        }

        @Test
        void aDirectoryThatIsInUseInAnotherProcess() throws Exception {
            try (KafkaInAnotherProcess running = KafkaInAnotherProcess.start(dataDirectory)) {
                KafkaNotStartedException refusal = refusalOf(0, dataDirectory);

                assertThat(refusal.reason()).isEqualTo(DIRECTORY_IN_USE);
                assertThat(new KafkaClients(running.bootstrapServers()).topics())
                        .isEmpty();
            }
        }

        // On POSIX, the second attempt within this process releases its first lock. The locks of Kafka must then
        // suffice.
        @Test
        void aDirectoryThatIsInUseToAnotherProcessAfterARefusalInThisOne() throws Exception {
            try (EmbeddedKafka running = startOnAFreePort()) {
                assertThat(refusalOf(0, dataDirectory).reason()).isEqualTo(DIRECTORY_IN_USE);

                assertThatThrownBy(
                                () -> KafkaInAnotherProcess.start(dataDirectory).close())
                        .hasMessageContaining("did not start");

                assertThat(new KafkaClients(running.bootstrapServers()).topics())
                        .isEmpty();
            }
        }

        @Test
        void aDirectoryThatCannotBeWritten() throws Exception {
            // Permissions do not stop root, who may run this; a file in the place of a folder stops everybody.
            Path file = Files.createFile(dataDirectory.resolve("file"));

            KafkaNotStartedException refusal = refusalOf(0, file.resolve("data"));

            assertThat(refusal.reason()).isEqualTo(DIRECTORY_NOT_WRITABLE);
            assertThat(refusal).hasMessageContainingAll(file.toString(), "make it writable");
        }

        @Test
        void dataThatItCannotRead() throws Exception {
            startOnAFreePort().close();
            Files.writeString(dataDirectory.resolve("metadata").resolve("meta.properties"), "version=1\nnode.id=7\n");

            KafkaNotStartedException refusal = refusalOf(0, dataDirectory);

            assertThat(refusal.reason()).isEqualTo(STARTUP_FAILED);
            assertThat(refusal).hasMessageContaining(dataDirectory.toString());
        }

        // Kafka's own server halts the JVM in the first case.
        @ParameterizedTest
        @ValueSource(strings = {"metadata", "records"})
        void dataThatAKafkaOfAnotherKindHolds(String folder) throws Exception {
            startOnAFreePort().close();
            try (FileChannel channel = FileChannel.open(
                            dataDirectory.resolve(folder).resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                KafkaNotStartedException refusal = refusalOf(0, dataDirectory);

                assertThat(held.isValid()).isTrue();
                assertThat(refusal.reason()).isEqualTo(STARTUP_FAILED);
                assertThat(refusal).hasStackTraceContaining("Failed to acquire lock");
            }

            try (EmbeddedKafka kafka = startOnAFreePort()) {
                assertThat(new KafkaClients(kafka.bootstrapServers()).topics()).isEmpty();
            }
        }

        @Test
        void andReleasesPortAndDirectory() throws Exception {
            int port;
            try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
                port = taken.getLocalPort();
                assertThat(refusalOf(port, dataDirectory).reason()).isEqualTo(PORT_UNAVAILABLE);
            }

            try (EmbeddedKafka kafka = startOn(port)) {
                assertThat(new KafkaClients(kafka.bootstrapServers()).topics()).isEmpty();
            }
        }

        private KafkaNotStartedException refusalOf(int port, Path directory) {
            return catchThrowableOfType(
                    KafkaNotStartedException.class,
                    () -> EmbeddedKafka.start(new EmbeddedKafkaSettings(directory, port))
                            .close());
        }
    }

    @Nested
    class Closed {

        @Test
        void canBeClosedAgain() {
            EmbeddedKafka kafka = startOnAFreePort();
            kafka.close();

            kafka.close();

            assertThat(portIsFree(kafka.port())).isTrue();
        }

        @Test
        void leavesANewerOneOnItsDirectoryAlone() throws Exception {
            EmbeddedKafka older = startOnAFreePort();
            older.close();

            try (EmbeddedKafka newer = startOn(older.port())) {
                older.close();

                assertThat(new KafkaClients(newer.bootstrapServers()).topics()).isEmpty();
            }
        }

        private static boolean portIsFree(int port) {
            try (ServerSocket probe = new ServerSocket(port, 1, LOOPBACK)) {
                return probe.isBound();
            } catch (IOException taken) {
                return false;
            }
        }
    }

    private EmbeddedKafka startOnAFreePort() {
        return startOn(0);
    }

    private EmbeddedKafka startOn(int port) {
        return EmbeddedKafka.start(new EmbeddedKafkaSettings(dataDirectory, port));
    }
}
