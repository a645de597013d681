package org.sessiontoken.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests as the API tells them, the newest first: the same ones in each run, but for their times. */
final class ExampleFlows {

    /** A flow of three requests, of which two failed. */
    static final String FLOW = "invoice-4711";
    /** An account whose ID is written from right to left. */
    static final String ARABIC_ACCOUNT = "حساب-٤٧١١";
    /** A correlation ID that is markup if somebody takes it for that. */
    static final String MARKUP = "<img/src=x/onerror=document.title=1>";

    private static final int NUMBER = 880;
    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final List<String> ACCOUNTS =
            List.of("SessionTokenSignOnAccount-0001", "acc-0192", "acc-2077", ARABIC_ACCOUNT, "müller.k@example.org");
    private static final List<String> FLOWS = List.of("order-1031", "batch-77", "login-2207", "checkout-512", MARKUP);

    private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();

    ExampleFlows(Instant now) {
        for (int i = 0; i < NUMBER; i++) {
            rows.add(row(i, now.minus(BETWEEN.multipliedBy(i + 1L))));
        }
        ofTheFlow(4, "issued", "issued", 214.6);
        ofTheFlow(9, "unavailable", "backend-timed-out", 3_004.2).put("attempts", 2);
        ofTheFlow(13, "unavailable", "backend-timed-out", 3_004.2);
    }

    static Map<String, @Nullable Object> row(int number, Instant at) {
        boolean isDown = number > 15 && number < 130 && number % 4 == 0;
        String outcome = isDown
                ? "unavailable"
                : switch (number % 41) {
                    case 7 -> "unauthorised";
                    case 19 -> "forbidden";
                    case 23 -> "throttled";
                    case 29 -> "invalid";
                    default -> "issued";
                };
        String reason =
                switch (outcome) {
                    case "unavailable" -> "breaker-open";
                    case "unauthorised" -> "token-expired";
                    case "forbidden" -> "wrong-tenant";
                    case "throttled" -> "too-many-failures-of-address";
                    case "invalid" -> "missing-parameter";
                    default -> "issued";
                };
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("requestId", new UUID(0x4000L, 0x8000_0000_0000_0000L + number).toString());
        row.put("correlationId", FLOWS.get(number % FLOWS.size()));
        row.put("tenantId", number % 7 == 3 ? "nordic" : "demo");
        row.put("authServiceId", isDown || number % 4 == 1 ? "customer-login" : "operator-jwt");
        row.put("requestor", number % 9 == 4 ? "billing" : "http-adapter");
        row.put("callerAddress", "10.1.4." + number % 50);
        if (outcome.equals("issued")) {
            row.put("account", account(ACCOUNTS.get(number % ACCOUNTS.size())));
        }
        double tookMs = outcome.equals("issued") ? 2 + number % 37 / 10.0 : 1.8;
        row.put("outcome", outcome);
        row.put("reason", reason);
        row.put("requestedAt", at.toString());
        row.put("repliedAt", at.plusNanos((long) (tookMs * 1_000_000)).toString());
        row.put("tookMs", tookMs);
        row.put("attempts", 1);
        row.put("outcomes", 1);
        row.put("differs", false);
        return row;
    }

    static Map<String, String> account(String id) {
        return Map.of("hash", hash(id), "id", id);
    }

    static String hash(String accountId) {
        return String.format("k%016x", (long) accountId.hashCode() & 0xffff_ffffL);
    }

    private Map<String, @Nullable Object> ofTheFlow(int number, String outcome, String reason, double tookMs) {
        Map<String, @Nullable Object> row = rows.get(number);
        row.put("correlationId", FLOW);
        row.put("tenantId", "demo");
        row.put("authServiceId", "customer-login");
        row.put("requestor", "http-adapter");
        row.put("callerAddress", "10.1.4.7");
        row.put("outcome", outcome);
        row.put("reason", reason);
        row.put("tookMs", tookMs);
        if (outcome.equals("issued")) {
            row.put("account", account(ACCOUNTS.get(0)));
        } else {
            row.remove("account");
        }
        return row;
    }

    List<Map<String, @Nullable Object>> matching(Query query) {
        return rows.stream().filter(row -> matches(row, query)).toList();
    }

    private static boolean matches(Map<String, @Nullable Object> row, Query query) {
        Instant at = Instant.parse(String.valueOf(row.get("requestedAt")));
        return query.first("from").map(Instant::parse).filter(at::isBefore).isEmpty()
                && query.first("to")
                        .map(Instant::parse)
                        .filter(to -> !at.isBefore(to))
                        .isEmpty()
                && is(row, "correlationId", query.all("correlationId"))
                && is(row, "requestId", query.all("requestId"))
                && is(row, "tenantId", query.all("tenant"))
                && is(row, "authServiceId", query.all("authService"))
                && is(row, "reason", query.all("reason"))
                && is(row, "outcome", query.all("outcome"))
                && query.all("tokenHash").isEmpty();
    }

    private static boolean is(Map<String, @Nullable Object> row, String name, List<String> wanted) {
        return wanted.isEmpty() || wanted.contains(String.valueOf(row.get(name)));
    }

    Optional<Map<String, Object>> flow(Query query) {
        List<Map<String, @Nullable Object>> found = matching(query);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(Map.of(
                        "correlationId",
                        String.valueOf(found.get(0).get("correlationId")),
                        "more",
                        false,
                        "requests",
                        found.stream().map(ExampleFlows::detailed).toList()));
    }

    private static Map<String, @Nullable Object> detailed(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> request = new LinkedHashMap<>(row);
        boolean timedOut = "backend-timed-out".equals(row.get("reason"));
        request.put("startedAt", row.get("requestedAt"));
        request.put(
                "spans",
                timedOut
                        ? timedOut()
                        : quick(
                                String.valueOf(row.get("outcome")),
                                Double.parseDouble(String.valueOf(row.get("tookMs")))));
        request.put(
                "gaps",
                timedOut && !Integer.valueOf(1).equals(row.get("attempts"))
                        ? List.of("the-same-request-again")
                        : List.of());
        request.put("events", List.of(requested(row), replied(row)));
        return request;
    }

    private static List<Map<String, Object>> timedOut() {
        return List.of(
                span("sent", 1, 0, 0.4, "", false),
                span("on-the-topic", 1, 0.4, 0.3, "", false),
                span("taken", 1, 0.7, 0, "broker-2", true),
                span("opened", 1, 0.7, 0.3, "", true),
                span("backend-attempt", 1, 1, 1_500, "provider-timed-out", true),
                span("waited", 2, 1_501, 90, "", true),
                span("backend-attempt", 2, 1_591, 1_412, "provider-timed-out", true),
                span("decided", 1, 3_003, 0.2, "backend-timed-out", true),
                span("reply", 1, 3_003.2, 0.6, "unavailable", false),
                span("http-answer", 1, 3_003.8, 0, "503", false));
    }

    private static List<Map<String, Object>> quick(String outcome, double tookMs) {
        return List.of(
                span("sent", 1, 0, 0.4, "", false),
                span("on-the-topic", 1, 0.4, 0.3, "", false),
                span("taken", 1, 0.7, 0, "broker-1", true),
                span("opened", 1, 0.7, 0.2, "", true),
                span(
                        "backend-attempt",
                        1,
                        0.9,
                        tookMs - 1.5,
                        outcome.equals("issued") ? "genuine" : "token-expired",
                        true),
                span("decided", 1, tookMs - 0.6, 0.1, outcome, true),
                span("reply", 1, tookMs - 0.5, 0.5, outcome, false));
    }

    private static Map<String, Object> span(
            String what, int attempt, double startMs, double durationMs, String result, boolean exact) {
        Map<String, Object> span = new LinkedHashMap<>(
                Map.of("what", what, "attempt", attempt, "startMs", startMs, "durationMs", durationMs, "exact", exact));
        if (!result.isEmpty()) {
            span.put("result", result);
        }
        return span;
    }

    private static Map<String, Object> requested(Map<String, @Nullable Object> row) {
        return event(
                "ags.session-token.requests",
                "requested",
                row,
                List.of("requestId", "tenantId", "authServiceId", "requestor"),
                "credentials");
    }

    private static Map<String, Object> replied(Map<String, @Nullable Object> row) {
        return event(
                "ags.session-token.replies.http-adapter",
                "replied",
                row,
                List.of("requestId", "outcome", "reason"),
                "sessionToken");
    }

    private static Map<String, Object> event(
            String topic, String type, Map<String, @Nullable Object> row, List<String> members, String sealed) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        Stream.concat(members.stream(), Stream.of(sealed)).forEach(name -> json.put(name, row.getOrDefault(name, "…")));
        return Map.of(
                "topic",
                topic,
                "partition",
                3,
                "offset",
                48_112,
                "timestamp",
                String.valueOf(row.get("requestedAt")),
                "type",
                "org.sessiontoken." + type + ".v1",
                "json",
                json,
                "sealed",
                List.of(Map.of("path", "/" + sealed, "bytes", 612, "for", "http-adapter")));
    }
}
