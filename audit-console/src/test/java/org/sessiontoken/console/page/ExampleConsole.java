package org.sessiontoken.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Serves the page's own files under the console's headers, and answers its API with examples. */
final class ExampleConsole implements AutoCloseable {

    /** The reason that no example has, and at which this console fails. */
    static final String FAILING_REASON = "fails";

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOTAL = 371_902;
    private static final Duration INDEXED = Duration.ofMinutes(41);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Instant start = Instant.now();
    private final ExampleFlows flows = new ExampleFlows(start);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile String role = "auditor";
    private volatile boolean liveIsFull;
    private volatile boolean indexIsStuck;
    private volatile boolean kafkaIsSilent;
    private volatile Duration behind = Duration.ZERO;
    private volatile int arrived;

    /** The streams of new requests. */
    final EventStreams live = new EventStreams();

    /** The streams of a scan of Kafka. */
    final EventStreams scans = new EventStreams();

    ExampleConsole() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String address(String query) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + query;
    }

    void signInAs(String role) {
        this.role = role;
    }

    /** Refuses live rows. */
    void fillLive(boolean full) {
        liveIsFull = full;
    }

    /** Says from now on that it has not read any more for an hour, and not yet all that the board shows. */
    void stickIndex(boolean stuck) {
        indexIsStuck = stuck;
    }

    /** Says from now on that Kafka has not answered for a minute. */
    void silenceKafka() {
        kafkaIsSilent = true;
    }

    /** Says from now on that what it has read is as old as this. */
    void stayBehind(Duration time) {
        behind = time;
    }

    /** Counts so many requests more, of which it has no rows. */
    void arrive(int requests) {
        arrived += requests;
    }

    /** What the page has asked for, with all that it told in doing so. */
    List<String> asked() {
        return asked;
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().values() + " " + body);
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/api/live") && liveIsFull) {
            problem(exchange, 429, "You watch live rows in too many windows", "Close another window of yours.");
        } else if (path.equals("/api/live")) {
            live.add(exchange);
        } else if (path.equals("/api/scan")) {
            scans.add(exchange);
        } else if (path.startsWith("/api/")) {
            api(exchange, path, Query.of(exchange.getRequestURI()), body);
        } else {
            file(exchange, path.equals("/") ? "/index.html" : path);
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        try (InputStream file = ExampleConsole.class.getResourceAsStream("/org/sessiontoken/console/page" + path)) {
            byte[] bytes = file == null ? new byte[0] : file.readAllBytes();
            exchange.getResponseHeaders()
                    .set("Content-Type", TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain"));
            exchange.getResponseHeaders().set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            send(exchange, file == null ? 404 : 200, bytes);
        }
    }

    private void api(HttpExchange exchange, String path, Query query, String body) throws IOException {
        if (query.all("reason").contains(FAILING_REASON)) {
            problem(exchange, 503, "Kafka does not answer", "Ask again soon.");
        } else if (query.first("from").filter(from -> !from.contains("T")).isPresent()) {
            problem(exchange, 400, "A parameter is not as described", "from must be a time as in RFC 3339.");
        } else if (path.endsWith("/" + ExampleBoard.WIDE_LETTER + "/open")) {
            json(exchange, 200, "application/json", Map.of("text", "w".repeat(20_000), "bytes", 20_000));
        } else if (path.endsWith("/open")) {
            problem(exchange, 422, "The dead letter does not open", "The key is another one.");
        } else if (path.startsWith("/api/flows/")) {
            flow(exchange, Query.of("requestId", path.substring("/api/flows/".length())));
        } else if (path.equals("/api/correlations")) {
            flow(exchange, query);
        } else {
            json(exchange, 200, "application/json", answer(path, query, body));
        }
    }

    private void flow(HttpExchange exchange, Query query) throws IOException {
        Optional<Map<String, Object>> flow = flows.flow(query);
        if (flow.isPresent()) {
            json(exchange, 200, "application/json", flow.get());
        } else {
            problem(exchange, 404, "The index has no such request", "Scan Kafka for what is older.");
        }
    }

    private Object answer(String path, Query query, String body) {
        return switch (path) {
            case "/api/me" ->
                Map.of("name", "anna", "roles", List.of(role), "csrf", Map.of("header", "X-CSRF-TOKEN", "token", "t"));
            case "/api/flows" -> page(query);
            case "/api/histogram" -> histogram(query);
            case "/api/board" -> ExampleBoard.board(Instant.now(), !indexIsStuck, kafkaIsSilent);
            case "/api/dead-letters" -> ExampleBoard.deadLetters(Instant.now(), kafkaIsSilent);
            case "/api/account-hashes" ->
                Map.of("hash", ExampleFlows.hash(JSON.readTree(body).path("id").asString()));
            default -> Map.of();
        };
    }

    private Object page(Query query) {
        List<Map<String, @Nullable Object>> found = flows.matching(query);
        int from = query.first("before").map(Integer::parseInt).orElse(0);
        int to = Math.min(
                found.size(), from + Integer.parseInt(query.first("limit").orElse("100")));
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put("rows", found.subList(from, to));
        page.put("next", to < found.size() ? String.valueOf(to) : null);
        page.put("matches", Map.of("count", found.size(), "atLeast", false));
        page.put("total", TOTAL);
        page.put("coverage", coverage());
        return page;
    }

    private Object coverage() {
        Instant from = start.minus(INDEXED);
        List<Object> partitions = new ArrayList<>();
        for (int partition = 0; partition < 12; partition++) {
            partitions.add(Map.of(
                    "topic",
                    "ags.session-token.requests",
                    "partition",
                    partition,
                    "from",
                    0,
                    "to",
                    4_711,
                    "end",
                    4_711));
        }
        return Map.of(
                "completeFrom", from.toString(),
                "completeTo",
                        (indexIsStuck
                                        ? start.minus(Duration.ofMinutes(60))
                                        : Instant.now().minus(behind))
                                .toString(),
                "building", false,
                "partitions", partitions,
                "outside",
                        List.of(
                                Map.of("what", "unreadable", "records", 1),
                                Map.of(
                                        "what", "not-indexed",
                                        "before", from.toString(),
                                        "from", from.minus(Duration.ofDays(1)).toString())));
    }

    private Object histogram(Query query) {
        Instant to = query.first("to").map(Instant::parse).orElseGet(Instant::now);
        Instant from = query.first("from").map(Instant::parse).orElse(start.minus(INDEXED));
        int number = Integer.parseInt(query.first("buckets").orElse("120"));
        long bucketMs = Math.max(1, Duration.between(from, to).toMillis() / number);
        List<Map<String, Object>> buckets = new ArrayList<>();
        List<Map<String, Object>> latency = new ArrayList<>();
        Map<String, Double> slowest = new LinkedHashMap<>();
        for (int i = 0; i < number; i++) {
            String at = from.plusMillis(i * bucketMs).toString();
            buckets.add(new LinkedHashMap<>(Map.of("at", at)));
        }
        List<Map<String, @Nullable Object>> found = flows.matching(query);
        for (Map<String, @Nullable Object> row : found) {
            long ms = Duration.between(from, Instant.parse(String.valueOf(row.get("requestedAt"))))
                    .toMillis();
            int bucket = (int) (ms / bucketMs);
            if (bucket < number) {
                Map<String, Object> counts = buckets.get(bucket);
                counts.merge(String.valueOf(row.get("outcome")), 1, (a, b) -> (int) a + (int) b);
                slowest.merge(String.valueOf(counts.get("at")), (Double) row.get("tookMs"), Math::max);
            }
        }
        slowest.forEach((at, tookMs) -> latency.add(Map.of("at", at, "p50Ms", Math.min(tookMs, 3.1), "p99Ms", tookMs)));
        return Map.of(
                "from",
                from.toString(),
                "to",
                to.toString(),
                "bucketMs",
                bucketMs,
                "buckets",
                buckets,
                "latency",
                latency,
                "matches",
                Map.of("count", found.size() + arrived, "atLeast", false),
                "total",
                TOTAL + arrived,
                "coverage",
                coverage());
    }

    private static void problem(HttpExchange exchange, int status, String title, String detail) throws IOException {
        json(exchange, status, "application/problem+json", Map.of("title", title, "status", status, "detail", detail));
    }

    private static void json(HttpExchange exchange, int status, String type, Object value) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        send(exchange, status, json(value).getBytes(UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        live.close();
        scans.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
