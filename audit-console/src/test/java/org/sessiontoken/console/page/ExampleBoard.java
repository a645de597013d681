package org.sessiontoken.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The board and the dead letters as the API tells them. */
final class ExampleBoard {

    /** The offset of the letter that is as wide as one can be. */
    static final int WIDE_LETTER = 3;

    private ExampleBoard() {}

    static Object board(Instant now, boolean read, boolean silent) {
        return Map.of(
                "authServices",
                        List.of(
                                service(
                                        "demo",
                                        "operator-jwt",
                                        "closed",
                                        now.minus(Duration.ofDays(2)),
                                        412.3,
                                        Map.of("token-expired", 122),
                                        0.7,
                                        4.1),
                                service(
                                        "demo",
                                        "customer-login",
                                        "open",
                                        now.minusSeconds(8),
                                        88.2,
                                        Map.of(
                                                "breaker-open",
                                                1_904,
                                                "backend-timed-out",
                                                371,
                                                "provider-unreachable",
                                                44,
                                                "too-many-failures-of-address",
                                                7),
                                        1_500,
                                        3_004),
                                service(
                                        "nordic",
                                        "Customer Auth Service",
                                        "half-open",
                                        now.minusSeconds(31),
                                        61,
                                        Map.of(),
                                        12.4,
                                        40.2),
                                neverChanged()),
                "notInCatalogue",
                        Map.of(
                                "perSecond",
                                250,
                                "refusedByReason",
                                Map.of("wrong-tenant", 75_000),
                                "p50Ms",
                                0.3,
                                "p99Ms",
                                0.6),
                "brokers", Map.of("instances", 2, "lagRecords", 14, "lagSeconds", 0.2),
                "deadLetters", deadLetterCounts(),
                "latelySeconds", 300,
                "read", read,
                "asOf", asOf(now, silent).toString(),
                "stale", silent);
    }

    private static Instant asOf(Instant now, boolean silent) {
        return silent ? now.minusSeconds(60) : now;
    }

    private static List<Object> deadLetterCounts() {
        return List.of(
                Map.of("reason", "unreadable-value", "count", 2), Map.of("reason", "unknown-requestor", "count", 1));
    }

    private static Map<String, @Nullable Object> service(
            String tenant,
            String name,
            String breaker,
            Instant since,
            double perSecond,
            Map<String, Integer> refused,
            double p50Ms,
            double p99Ms) {
        Map<String, @Nullable Object> service = new LinkedHashMap<>();
        service.put("tenantId", tenant);
        service.put("authServiceId", name);
        service.put("breaker", breaker);
        service.put("since", since.toString());
        service.put("perSecond", perSecond);
        service.put("refusedByReason", refused);
        service.put("p50Ms", p50Ms);
        service.put("p99Ms", p99Ms);
        service.put("instances", List.of(instance("broker-1", "closed", since), instance("broker-2", breaker, since)));
        service.put("repeatable", true);
        service.put("rateLimit", 1_500);
        return service;
    }

    private static Map<String, @Nullable Object> neverChanged() {
        Map<String, @Nullable Object> service =
                service("nordic", "newcomer", "no-change-known", Instant.EPOCH, 0, Map.of(), 1, 2);
        service.remove("since");
        service.put("instances", List.of());
        return service;
    }

    private static Map<String, Object> instance(String name, String state, Instant since) {
        return Map.of("instance", name, "state", state, "since", since.toString());
    }

    /** As long as each part may be, and without a place to break it. */
    private static Map<String, Object> wideLetter(Instant now) {
        return Map.of(
                "partition",
                0,
                "offset",
                WIDE_LETTER,
                "foundAt",
                now.minusSeconds(200).toString(),
                "reason",
                "r".repeat(64),
                "detail",
                "d".repeat(500),
                "record",
                Map.of("topic", "t".repeat(200), "partition", 3, "offset", Long.MAX_VALUE),
                "correlationId",
                "c".repeat(128));
    }

    static Object deadLetters(Instant now, boolean silent) {
        Map<String, @Nullable Object> page = new LinkedHashMap<>();
        page.put(
                "rows",
                List.of(
                        Map.of(
                                "partition",
                                0,
                                "offset",
                                2,
                                "foundAt",
                                now.minusSeconds(300).toString(),
                                "reason",
                                "unreadable-value",
                                "detail",
                                "the value must be JSON in UTF-8",
                                "record",
                                Map.of("topic", "ags.session-token.requests", "partition", 3, "offset", 4_711),
                                "correlationId",
                                ExampleFlows.FLOW),
                        wideLetter(now)));
        page.put("next", null);
        page.put("unreadable", 0);
        page.put("opens", true);
        page.put("asOf", asOf(now, silent).toString());
        page.put("stale", silent);
        return page;
    }
}
