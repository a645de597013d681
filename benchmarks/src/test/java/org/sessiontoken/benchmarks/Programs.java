package org.sessiontoken.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.sessiontoken.adapter.HttpAdapterApplication;
import org.sessiontoken.broker.BrokerApplication;

/** All programs that take part, each in a JVM of its own, on one Kafka. */
final class Programs implements AutoCloseable {

    static final String SIGN_IN = "Sign-in";
    static final String HANGING = "Hanging";
    static final String HANGING_GUARDED = "Hanging, guarded";
    private static final int PARTITIONS = 12;
    private static final int MOST_TRIES = 240;

    final Operator operator;
    final String bootstrapServers;
    private final Path logs;
    private final Deque<Jvm> running = new ArrayDeque<>();
    private final Jvm kafka;

    Programs(Path folder) throws IOException {
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
                            new NewTopic(Peer.REQUESTS, PARTITIONS, (short) 1),
                            new NewTopic(Peer.REPLIES, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Jvm start(String name, Class<?> program, String... arguments) {
        Jvm started = Jvm.start(name, logs, program, List.of(arguments));
        running.push(started);
        return started;
    }

    Machine machine() {
        return new Machine(running);
    }

    Side floor() {
        Jvm echo = start("floor-echo", Floor.Echo.class, bootstrapServers);
        return new Side("floor", List.of(kafka, echo), new Floor(bootstrapServers)::closed, null);
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
        awaitAnswer(port, SIGN_IN);
        HttpLoad load = load(port, SIGN_IN);
        return new Side("peer", List.of(kafka, controller, back), load::closed, load);
    }

    Ours ours() {
        int port = freePort();
        String kafkaSetting = "--spring.kafka.bootstrap-servers=" + bootstrapServers;
        List<String> settings = new ArrayList<>(List.of(
                kafkaSetting,
                "--spring.main.web-application-type=none",
                "--ags.broker.requestors.http-adapter=" + operator.file(operator.adapter()),
                "--ags.broker.issuing.keys=" + operator.file(operator.issuing()),
                "--ags.broker.intake.dead-letter-keys=" + operator.file(operator.deadLetters()),
                "--ags.broker.topics.partitions=" + PARTITIONS));
        authService(settings, 0, SIGN_IN, "shared-secret-jwt");
        settings.add("--ags.broker.auth-services[0].options.keys=" + operator.file(operator.operator()));
        authService(settings, 1, HANGING, "hanging");
        // Never enough calls for the breaker to open, which would hide what hanging does to others.
        settings.add("--ags.broker.auth-services[1].guard.window=1000000");
        settings.add("--ags.broker.auth-services[1].guard.least-calls=1000000");
        settings.add("--ags.broker.auth-services[1].guard.time-limit=1s");
        authService(settings, 2, HANGING_GUARDED, "hanging");
        settings.add("--ags.broker.auth-services[2].guard.time-limit=1s");
        Jvm broker = start("broker", BrokerApplication.class, settings.toArray(String[]::new));
        Jvm adapter = start(
                "adapter",
                HttpAdapterApplication.class,
                kafkaSetting,
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--ags.adapter.sealing-keys=" + operator.file(operator.adapter()));
        awaitAnswer(port, SIGN_IN);
        HttpLoad load = load(port, SIGN_IN);
        return new Ours(
                new Side("us", List.of(kafka, adapter, broker), load::closed, load),
                load,
                load(port, HANGING),
                load(port, HANGING_GUARDED));
    }

    /** This project: what is asked for a token, and what is asked beside, of auth services that are well or never answer. */
    record Ours(Side side, HttpLoad well, HttpLoad hanging, HttpLoad hangingGuarded) {}

    private static void authService(List<String> settings, int index, String name, String type) {
        String path = "--ags.broker.auth-services[" + index + "].";
        settings.add(path + "tenant-id=" + Operator.TENANT);
        settings.add(path + "name=" + name);
        settings.add(path + "type=" + type);
    }

    private HttpLoad load(int port, String authService) {
        return HttpLoad.post(
                port,
                "/ags/getSessionToken",
                Map.of("x-auth-service-id", authService, "nv-tenant-id", Operator.TENANT),
                operator.body());
    }

    private void awaitAnswer(int port, String authService) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ags/getSessionToken"))
                .header("Content-Type", "application/json")
                .header("x-auth-service-id", authService)
                .header("x-correlation-id", "benchmark-0000")
                .header("nv-tenant-id", Operator.TENANT)
                .POST(HttpRequest.BodyPublishers.ofString(operator.body()))
                .build();
        int status = 0;
        for (int i = 0; i < MOST_TRIES && status != Load.OK; i++) {
            try {
                Thread.sleep(250);
                status = client.send(request, BodyHandlers.discarding()).statusCode();
            } catch (IOException notYet) {
                status = 0;
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
        if (status != Load.OK) {
            throw new IllegalStateException("port " + port + " answers " + status + ": see " + logs);
        }
    }

    private static int freePort() {
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
