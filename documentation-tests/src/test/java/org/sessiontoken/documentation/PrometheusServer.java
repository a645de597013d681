package org.sessiontoken.documentation;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Prometheus, with the configuration of the deployment example, but for other addresses and for a look each second. */
final class PrometheusServer implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final String address;

    private PrometheusServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it, and waits until it has looked at each service.
     *
     * @param addresses the host and port of each service, by the name of its job
     */
    static PrometheusServer start(Path folder, UnaryOperator<String> addresses) throws IOException {
        JsonNode configuration = YamlTree.of("deploy/prometheus/prometheus.yml");
        ObjectNode global = (ObjectNode) configuration.path("global");
        global.put("scrape_interval", "1s").put("evaluation_interval", "1s");
        configuration
                .path("scrape_configs")
                .forEach(job -> ((ObjectNode) job)
                        .putArray("static_configs")
                        .addObject()
                        .putArray("targets")
                        .add(addresses.apply(job.path("job_name").asString())));
        Path file = folder.resolve("prometheus.yml");
        // JSON is YAML.
        Files.writeString(file, configuration.toString());
        Files.copy(SourceTree.path(AlertRule.FILE), folder.resolve("rules.yml"));
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.txt").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, address);
        Awaitility.await("Prometheus looks at all services")
                .failFast("Prometheus ended: see " + folder.resolve("prometheus.txt"), () -> !process.isAlive())
                .ignoreExceptions()
                .until(() -> server.query("count(up == 1) == 3").size() == 1);
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What a query finds now: a list of samples. */
    JsonNode query(String text) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .path("result");
    }

    /** The state of each alert: inactive, pending or firing. */
    Map<String, String> alerts() throws IOException, InterruptedException {
        Map<String, String> states = new TreeMap<>();
        rules().forEach((name, rule) -> states.put(name, rule.path("state").asString()));
        return states;
    }

    /** What went wrong when alerts were looked at last, by their names. */
    Map<String, String> ruleErrors() throws IOException, InterruptedException {
        Map<String, String> errors = new TreeMap<>();
        rules().forEach((name, rule) -> {
            if (!rule.path("health").asString().equals("ok")) {
                errors.put(name, rule.path("health").asString() + rule.path("lastError"));
            }
        });
        return errors;
    }

    private Map<String, JsonNode> rules() throws IOException, InterruptedException {
        Map<String, JsonNode> rules = new HashMap<>();
        get("/api/v1/rules")
                .path("groups")
                .forEach(group -> group.path("rules")
                        .forEach(rule -> rules.put(rule.path("name").asString(), rule)));
        return rules;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        JsonNode answer = new JsonMapper()
                .readTree(HTTP.send(
                                HttpRequest.newBuilder(URI.create("http://" + address + path))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
        if (!answer.path("status").asString().equals("success")) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.path("data");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
