package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.console.access.Browser;
import org.sessiontoken.console.access.ConsoleWithKafka;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.value.AccountId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The search as a program asks for it. */
class SearchHttpIT {

    private static final int AT_FIRST = 600;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path folder;

    private static int written;
    private static ConsoleWithKafka running;
    private static Browser viewer;
    private static Browser auditor;

    @BeforeAll
    static void start() {
        running = ConsoleWithKafka.start(folder, AT_FIRST);
        written = AT_FIRST;
        viewer = running.console().viewer();
        auditor = running.console().auditor();
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    private static void write(int count) {
        running.flows().write(written, written + count);
        written += count;
    }

    private static void awaitIndexed() {
        running.awaitIndexed(written);
    }

    private static List<String> ids(JsonNode page) {
        return page.get("rows")
                .valueStream()
                .map(row -> row.get("requestId").asString())
                .toList();
    }

    private static List<String> numbers(IntPredicate wanted) {
        return IntStream.range(0, written)
                .filter(wanted)
                .mapToObj(number -> Events.id(number).value())
                .toList();
    }

    @Nested
    class Flows {

        @Test
        void areThoseForWhichAllFiltersHold() {
            JsonNode page = viewer.json("/api/flows?limit=1000&tenant=demo&authService=operator-jwt&authService=nobody"
                    + "&requestor=http-adapter&outcome=not-issued&outcome=pending&reason=bad-signature"
                    + "&caller=10.1.4.0/26&caller=10.1.4.199&to="
                    + Instant.now().plusSeconds(60));

            List<String> expected = numbers(
                    number -> number % 3 == 0 && number % 10 == 9 && (number % 200 < 64 || number % 200 == 199));
            assertThat(expected).hasSizeGreaterThan(5);
            assertThat(ids(page)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(page.at("/matches/count").asInt()).isEqualTo(expected.size());
            assertThat(page.get("total").asInt()).isEqualTo(written);
        }

        @Test
        void areFoundByWhatOneHasInHand() {
            String hash = running.console()
                    .bean(AccountHashes.class)
                    .of(new AccountId("account-123"))
                    .value();
            for (String query : List.of(
                    "requestId=" + Events.id(123).value(),
                    "correlationId=flow-123",
                    "account=" + hash,
                    "tokenHash=" + Events.tokenHash(123).value())) {
                assertThat(ids(viewer.json("/api/flows?" + query)))
                        .as(query)
                        .containsExactly(Events.id(123).value());
            }
            assertThat(ids(auditor.json("/api/flows?account=account-123")))
                    .containsExactly(Events.id(123).value());
            assertThat(ids(viewer.json("/api/flows?correlationId=flow-123&outcome=unauthorised")))
                    .isEmpty();
        }

        @Test
        void comeInPagesEachOnceWhateverIsWrittenMeanwhile() {
            List<String> seen = new ArrayList<>();
            JsonNode page = viewer.json("/api/flows?limit=70&requestor=http-adapter");
            String newest = page.at("/rows/0/requestedAt").asString();
            long expected = page.at("/matches/count").asLong();
            seen.addAll(ids(page));
            write(50);
            awaitIndexed();
            List<String> times = new ArrayList<>(List.of(newest));
            while (!page.get("next").isNull()) {
                page = viewer.json("/api/flows?limit=70&requestor=http-adapter&before="
                        + page.get("next").asString());
                seen.addAll(ids(page));
                page.get("rows")
                        .valueStream()
                        .forEach(row -> times.add(row.get("requestedAt").asString()));
            }

            assertThat(seen).doesNotHaveDuplicates().hasSize((int) expected);
            assertThat(times.stream().map(Instant::parse)).isSortedAccordingTo((one, other) -> other.compareTo(one));
        }
    }

    @Nested
    class AHistogram {

        @Test
        void countsWhatTheSearchFinds() {
            String time = "from=" + Instant.now().minusSeconds(3_600) + "&to="
                    + Instant.now().plusSeconds(3_600);
            for (String filter : List.of("", "&outcome=not-issued", "&authService=operator-jwt&caller=10.1.4.0/25")) {
                JsonNode found = viewer.json("/api/flows?limit=1&" + time + filter);
                JsonNode histogram = viewer.json("/api/histogram?buckets=60&" + time + filter);

                assertThat(histogram
                                .get("buckets")
                                .valueStream()
                                .mapToLong(SearchHttpIT::count)
                                .sum())
                        .as(filter)
                        .isEqualTo(found.at("/matches/count").asLong());
                assertThat(histogram.get("latency").valueStream())
                        .isNotEmpty()
                        .allSatisfy(latency -> assertThat(latency.get("p50Ms").asDouble())
                                .isLessThanOrEqualTo(latency.get("p99Ms").asDouble()));
                assertThat(histogram.at("/coverage/completeTo").asString()).isNotEmpty();
            }
        }

        @Test
        void hasBucketsThatFollowOneAnotherThroughItsTime() {
            JsonNode histogram = viewer.json("/api/histogram?buckets=50");

            long length = histogram.get("bucketMs").asLong();
            List<Instant> begins = histogram
                    .get("buckets")
                    .valueStream()
                    .map(bucket -> Instant.parse(bucket.get("at").asString()))
                    .toList();
            assertThat(begins).hasSizeBetween(2, 52);
            for (int i = 1; i < begins.size(); i++) {
                assertThat(begins.get(i)).isEqualTo(begins.get(i - 1).plusMillis(length));
            }
            assertThat(histogram.get("from").asString()).isEqualTo(begins.get(0).toString());
            assertThat(Instant.parse(histogram.get("to").asString()))
                    .isEqualTo(begins.get(begins.size() - 1).plusMillis(length));
        }
    }

    private static long count(JsonNode bucket) {
        return bucket.propertyStream()
                .filter(member -> !member.getKey().equals("at"))
                .mapToLong(member -> member.getValue().asLong())
                .sum();
    }

    @Nested
    class AFlow {

        @ParameterizedTest
        @ValueSource(strings = {"/api/correlations/flow-42", "/api/correlations?correlationId=flow-42"})
        void isShownWithWhatTheAnswerCovers(String path) {
            JsonNode flow = viewer.json(path);

            assertThat(flow.get("correlationId").asString()).isEqualTo("flow-42");
            assertThat(flow.at("/requests/0/requestId").asString())
                    .isEqualTo(Events.id(42).value());
            assertThat(flow.at("/coverage/outside").isEmpty()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"/api/flows/no-such-request", "/api/correlations/no-such-flow"})
        void thatIsNotKnownMayBeOlder(String path) {
            HttpResponse<String> answer = viewer.get(path);

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("The index has no such request", "scan Kafka for what is older");
        }
    }

    static Stream<String> refused() {
        String tooMany = IntStream.range(0, 51).mapToObj(i -> "tenant=t" + i).collect(Collectors.joining("&"));
        return Stream.of("flows", "histogram", "export", "live", "scan")
                .flatMap(path -> Stream.of(
                                "from=Sesame",
                                "from=2026-11-28",
                                "from=%2B999999999-01-01T00:00:00Z",
                                "to=2026-13-28T00:00:00Z",
                                "from=2026-11-28T10:00:00Z&to=2026-11-28T09:00:00Z",
                                "outcome=Sesame",
                                "tokenHash=Sesame",
                                "caller=Sesame",
                                "caller=10.1.4.7/8",
                                "requestId=a&requestId=b",
                                tooMany)
                        .map(query -> "/api/" + path + "?" + query));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aWrongFilterIsAnsweredWithWhatToChange(String path) {
        assertNamesWhatToChange(path, path.replaceFirst(".*\\?(\\w+)=.*", "$1"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/flows?limit=0, limit must be from 1 to 1000",
        "/api/flows?limit=1001, limit must be from 1 to 1000",
        "/api/flows?limit=Sesame, limit must be a number",
        "/api/flows?before=Sesame, before must be the 'next' of a page",
        "/api/histogram?buckets=0, buckets must be from 1 to 1000",
        "/api/histogram?buckets=Sesame, buckets must be a number",
        "/api/export?format=Sesame, 'format must be jsonl, csv or ocsf'",
        "/api/scan, from must be given",
        "/api/scan?from=9999-01-01T00:00:00Z, from must be before to",
        "/api/scan?from=9998-01-01T00:00:00Z&to=9999-01-01T00:00:00Z, from must be before now",
        "/api/scan?from=0000-01-01T00:00:00Z&to=9999-12-31T00:00:00Z, from must not be before 1970-01-01T00:00:00Z",
        "/api/correlations, correlationId must be given",
        "/api/dead-letters?limit=0, limit must be from 1 to 1000",
        "/api/dead-letters?limit=Sesame, limit must be a number",
        "/api/dead-letters?before=Sesame, before must be the next of an earlier answer",
        "/api/dead-letters?reason=Sesame%20Sesame, reason"
    })
    void anyOtherWrongParameterToo(String path, String what) {
        assertNamesWhatToChange(path, what);
    }

    private static void assertNamesWhatToChange(String path, String what) {
        HttpResponse<String> answer = auditor.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("Sesame");
        assertThat(JSON.readTree(answer.body()).get("detail").asString()).startsWith(what);
    }

    @Test
    void anAccountIsNamedByItsIdForAuditorsAlone() {
        HttpResponse<String> answer = viewer.get("/api/flows?account=account-1");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Account IDs and exports are for auditors");
    }

    @Test
    void aScanFindsWhatTheSearchFinds() {
        String query = "outcome=unauthorised&authService=operator-jwt&from="
                + Instant.now().minusSeconds(3_600) + "&to=" + Instant.now().plusSeconds(60);

        String events = viewer.get("/api/scan?" + query).body();

        JsonNode found = viewer.json("/api/flows?limit=1000&" + query);
        assertThat(events.lines().filter("event: row"::equals)).hasSameSizeAs(ids(found));
        assertThat(ids(found)).isNotEmpty().allSatisfy(id -> assertThat(events).contains(id));
        assertThat(events.lines()
                        .dropWhile(line -> !line.equals("event: done"))
                        .skip(1)
                        .findFirst()
                        .orElse(""))
                .contains("\"end\":\"complete\"", "\"unreadable\":0");
    }

    @Test
    void aScanClaimsNothingOfTheFuture() {
        String events = viewer.get("/api/scan?from=" + Instant.now().minusSeconds(60) + "&to=9999-12-31T00:00:00Z")
                .body();

        String done = events.lines()
                .dropWhile(line -> !line.equals("event: done"))
                .skip(1)
                .findFirst()
                .orElse("");
        assertThat(Instant.parse(JSON.readTree(done.substring("data: ".length()))
                        .get("completeTo")
                        .asString()))
                .isBeforeOrEqualTo(Instant.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":null}", "{\"id\":\"\"}", "[", ""})
    void anAccountWithoutAnIdHasNoHash(String body) {
        HttpResponse<String> answer = auditor.change("/api/account-hashes", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }
}
