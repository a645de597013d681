package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.broker.BrokerApplication;
import org.sessiontoken.client.ClientSettings;

/** All programs that take part, each in a JVM of its own, on one Kafka. */
final class Programs implements AutoCloseable {

    static final String SIGN_IN = "Sign-in";
    static final String HANGING = "Hanging";
    static final String HANGING_GUARDED = "Hanging, guarded";

    final Operator operator;
    final String bootstrapServers;
    private final Path folder;
    private final String classPath;
    private final Path logs;
    private final Deque<Jvm> running = new ArrayDeque<>();
    private final Jvm kafka;

    Programs(Path folder) throws IOException {
        this(folder, System.getProperty("java.class.path"));
    }

    /** @param classPath where the programs are, such as those of an earlier build */
    Programs(Path folder, String classPath) throws IOException {
        this.folder = folder;
        this.classPath = classPath;
        this.logs = Files.createDirectories(folder.resolve("logs"));
        this.operator = Operator.in(Files.createDirectories(folder.resolve("keys")));
        int port = freePort();
        this.bootstrapServers = "127.0.0.1:" + port;
        this.kafka = start("kafka", KafkaProgram.class, folder.resolve("kafka").toString(), Integer.toString(port));
        createTopics();
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(
                            new NewTopic(Floor.REQUESTS, 1, (short) 1),
                            new NewTopic(Floor.REPLIES, 1, (short) 1),
                            new NewTopic(Bare.REQUESTS, 1, (short) 1),
                            new NewTopic(Bare.REPLIES, 1, (short) 1),
                            new NewTopic(Peer.REQUESTS, BrokerSettings.PARTITIONS, (short) 1),
                            new NewTopic(Peer.REPLIES, BrokerSettings.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Jvm start(String name, Class<?> program, String... arguments) {
        Jvm started = Jvm.start(name, logs, classPath, program, List.of(arguments));
        running.push(started);
        return started;
    }

    Machine machine() {
        return new Machine(running);
    }

    Side floor() {
        Jvm echo = start("floor-echo", Floor.Echo.class, bootstrapServers, Floor.REQUESTS, Floor.REPLIES);
        return new Side("floor", List.of(kafka, echo), new Floor(bootstrapServers)::closed, null);
    }

    Side bare() {
        int port = freePort();
        Jvm echo = start("bare-echo", Floor.Echo.class, bootstrapServers, Bare.REQUESTS, Bare.REPLIES);
        Jvm front = start(
                "bare-front",
                Bare.class,
                bootstrapServers,
                Integer.toString(port),
                folder.resolve("bare").toString());
        HttpLoad load = answering(port).load(SIGN_IN);
        return new Side("bare", List.of(kafka, front, echo), load::closed, load);
    }

    Side peer() {
        int port = freePort();
        List<String> settings = new ArrayList<>(Peer.SETTINGS);
        settings.add("--spring.kafka.bootstrap-servers=" + bootstrapServers);
        settings.add("--keys=" + operator.file(operator.operator()));
        List<String> front = new ArrayList<>(settings);
        front.add("--server.port=" + port);
        settings.add("--server.port=0");
        Jvm back = start("peer-back", Peer.Back.class, settings.toArray(String[]::new));
        Jvm controller = start("peer-front", Peer.Front.class, front.toArray(String[]::new));
        HttpLoad load = answering(port).load(SIGN_IN);
        return new Side("peer", List.of(kafka, controller, back), load::closed, load);
    }

    Ours ours() {
        BrokerSettings settings = brokerSettings()
                // Never enough calls for the breaker to open, which would hide what hanging does to others.
                .authService(
                        HANGING,
                        "hanging",
                        "guard.sliding-window-size=10000",
                        "guard.minimum-number-of-calls=10000",
                        "guard.timeout-duration=1s")
                .authService(HANGING_GUARDED, "hanging", "guard.timeout-duration=1s");
        Jvm broker = broker("broker", settings);
        Adapter adapter = adapter("adapter");
        HttpLoad load = adapter.front().load(SIGN_IN);
        return new Ours(
                new Side("us", List.of(kafka, adapter.jvm(), broker), load::closed, load),
                load,
                adapter.front().load(HANGING),
                adapter.front().load(HANGING_GUARDED));
    }

    /** This project's addresses: for a token, and for requests beside it to auth services that answer or hang. */
    record Ours(Side side, HttpLoad well, HttpLoad hanging, HttpLoad hangingGuarded) {}

    BrokerSettings brokerSettings() {
        return new BrokerSettings(bootstrapServers, operator);
    }

    Jvm broker(String name, BrokerSettings settings) {
        return start(name, BrokerApplication.class, settings.arguments(name));
    }

    /** Starts an adapter, and waits until it answers. */
    Adapter adapter(String name, String... more) {
        int port = freePort();
        List<String> settings = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--management.server.port=" + port,
                "--ags.adapter.sealing-keys=" + operator.file(operator.adapter())));
        settings.addAll(List.of(more));
        Jvm jvm = start(name, HttpAdapterApplication.class, settings.toArray(String[]::new));
        return new Adapter(jvm, answering(port));
    }

    /** An adapter, and where it is asked. */
    record Adapter(Jvm jvm, Front front) {}

    private Front answering(int port) {
        Front front = new Front(port, Operator.TENANT, operator.body());
        front.awaitAnswer(SIGN_IN);
        return front;
    }

    Jvm kafka() {
        return kafka;
    }

    /** Waits until so many broker instances share the partitions of the request topic evenly. */
    void awaitSharing(int instances) {
        int each = BrokerSettings.PARTITIONS / instances;
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Await.until(instances + " instances share the requests", Duration.ofMillis(250), () -> {
                Collection<MemberDescription> members = members(admin);
                return members.size() == instances
                        && members.stream()
                                .allMatch(member ->
                                        member.assignment().topicPartitions().size() == each);
            });
        }
    }

    private static Collection<MemberDescription> members(Admin admin) {
        String group = ClientSettings.DEFAULT_BROKER_GROUP;
        try {
            return Report.of(admin.describeConsumerGroups(List.of(group)).describedGroups(), group)
                    .get()
                    .members();
        } catch (ExecutionException notYet) {
            return List.of();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    void stop(Jvm jvm) {
        jvm.close();
        running.remove(jvm);
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }

    @Override
    public void close() {
        running.forEach(Jvm::close);
    }
}
