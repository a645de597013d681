package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.value.AccountId;

class FlowSearchTest {

    private static final int COUNT = 30_000;
    private static final int PENDING_FROM = 29_990;
    private static final Instant NOW = Events.START.plusSeconds(60);

    @TempDir
    private static Path folder;

    private static FlowIndex index;
    private static AccountHashes accounts;
    private static FlowSearch search;
    private static List<FlowRow> all;

    @BeforeAll
    static void fill() throws IOException {
        index = IndexFixture.index(folder);
        accounts = IndexFixture.accounts(folder);
        index.open();
        IndexWriter writer = IndexFixture.begun(index);
        IndexFixture.write(writer, 0, PENDING_FROM);
        for (int number = PENDING_FROM; number < COUNT; number++) {
            writer.request(IndexFixture.REQUESTS, number, IndexFixture.time(number), Events.request(number));
        }
        all = new ArrayList<>(writer.commit());
        all.sort((one, other) -> other.at().compareTo(one.at()));
        index.observed(IndexFixture.ends(NOW, COUNT, PENDING_FROM));
        search = new FlowSearch(index);
    }

    @AfterAll
    static void close() {
        index.close();
    }

    private static FlowFilter filter(String... parameters) {
        Map<String, String[]> map = IntStream.range(0, parameters.length / 2)
                .boxed()
                .collect(Collectors.groupingBy(
                        pair -> parameters[2 * pair],
                        Collectors.collectingAndThen(
                                Collectors.mapping(pair -> parameters[2 * pair + 1], Collectors.toList()),
                                values -> values.toArray(String[]::new))));
        return FilterParameters.read(map, accounts, true);
    }

    static Stream<Arguments> filters() {
        String token = Events.tokenHash(1234).value();
        return Stream.of(
                Arguments.of((Object) new String[] {}),
                Arguments.of((Object) new String[] {"requestId", Events.id(77).value()}),
                Arguments.of((Object) new String[] {"requestId", "no-such-request"}),
                Arguments.of((Object) new String[] {"correlationId", "flow-4711"}),
                Arguments.of((Object) new String[] {"account", "account-17"}),
                Arguments.of((Object) new String[] {
                    "account", accounts.of(new AccountId("account-17")).value()
                }),
                Arguments.of((Object) new String[] {"account", "account-17", "authService", "operator-jwt"}),
                Arguments.of((Object) new String[] {"tokenHash", token}),
                Arguments.of((Object) new String[] {"tenant", "demo"}),
                Arguments.of((Object) new String[] {"tenant", "nobody"}),
                Arguments.of((Object) new String[] {"authService", "operator-jwt", "outcome", "not-issued"}),
                Arguments.of((Object) new String[] {"outcome", "pending"}),
                Arguments.of((Object) new String[] {"outcome", "pending", "outcome", "unauthorised"}),
                Arguments.of((Object) new String[] {"reason", "bad-signature", "requestor", "http-adapter"}),
                Arguments.of((Object) new String[] {"caller", "10.1.4.7"}),
                Arguments.of((Object) new String[] {"caller", "10.1.4.0/25", "outcome", "unauthorised"}),
                Arguments.of((Object) new String[] {"caller", "10.0.0.0/8"}),
                Arguments.of((Object) new String[] {"caller", "2001:db8::/32", "caller", "10.1.4.9"}),
                Arguments.of((Object)
                        new String[] {"from", "2026-01-05T09:00:07.003Z", "to", "2026-01-05T10:00:21.5+01:00"}),
                Arguments.of((Object)
                        new String[] {"from", "2026-01-05T09:00:12Z", "outcome", "unauthorised", "caller", "10.1.4.9"
                        }));
    }

    @Test
    void findsAReasonAlsoAsThePageShowsIt() {
        FlowPage found = search.page(filter("reason", "bad signature"), Cursor.NEWEST, 500);

        assertThat(found.rows())
                .isNotEmpty()
                .isEqualTo(search.page(filter("reason", "bad-signature"), Cursor.NEWEST, 500)
                        .rows());
    }

    @Test
    void namesAllOutcomesWhereOneIsUnknown() {
        assertThatThrownBy(() -> filter("outcome", "refused"))
                .isInstanceOf(RefusedQueryException.class)
                .hasMessageContaining("unauthorised")
                .hasMessageContaining("not-issued, pending");
    }

    /** Whatever index of the database finds them: they are those that the filter says of each row. */
    @ParameterizedTest
    @MethodSource("filters")
    void findsWhatTheFilterMatchesNewestFirstAndPageByPage(String... parameters) {
        FlowFilter filter = filter(parameters);
        List<String> expected = all.stream()
                .filter(row -> filter.matches(row, accounts))
                .map(FlowRow::requestId)
                .toList();

        List<String> found = new ArrayList<>();
        FlowPage page = search.page(filter, Cursor.NEWEST, 500);
        FlowPage first = page;
        for (int pages = 0; pages < 5 && page.next() != null; pages++) {
            page.rows().forEach(row -> found.add(row.requestId()));
            page = search.page(filter, Cursor.parse(page.next().toString()), 500);
        }
        page.rows().forEach(row -> found.add(row.requestId()));

        assertThat(found).isEqualTo(expected.subList(0, Math.min(expected.size(), 3_000)));
        long counted = first.matches().count();
        assertThat(first.matches().atLeast() ? expected.size() > counted : expected.size() == counted)
                .as("%s of %s", first.matches(), expected.size())
                .isTrue();
        assertThat(first.total())
                .isEqualTo(all.stream()
                        .filter(row -> FlowFilter.ALL
                                .between(filter.from(), filter.to())
                                .matches(row, accounts))
                        .count());
        assertThat(first.coverage().completeTo()).isEqualTo(NOW);
    }

    @Nested
    class AHistogram {

        private final FlowHistograms histograms = new FlowHistograms(index, Clock.fixed(NOW, ZoneOffset.UTC));

        @Test
        void countsTheSameByTalliesAndByRows() {
            Histogram byTallies = histograms.of(
                    filter(
                            "from",
                            Events.START.toString(),
                            "to",
                            NOW.plusSeconds(1140).toString()),
                    120);
            Histogram byRows = histograms.of(filter("from", Events.START.toString(), "to", NOW.toString()), 120);

            assertThat(byTallies.bucketMs()).isEqualTo(10_000);
            assertThat(byRows.bucketMs()).isEqualTo(1_000);
            assertThat(sums(byTallies))
                    .isEqualTo(sums(byRows))
                    .containsEntry("issued", 26_991L)
                    .containsEntry("unauthorised", 2_999L)
                    .containsEntry("pending", 10L);
            assertThat(byRows.buckets()).hasSize(60);
            assertThat(byRows.coverage().completeTo()).isEqualTo(NOW);
        }

        @Test
        void tellsHowLongItTook() {
            Histogram histogram = histograms.of(filter("from", Events.START.toString(), "to", NOW.toString()), 120);

            assertThat(histogram.latency()).hasSize(30).allSatisfy(latency -> {
                assertThat(latency.p50Ms()).isBetween(1.1, 1.3);
                assertThat(latency.p99Ms()).isBetween(1.6, 1.8);
            });
        }

        /** The page shows one after the other. */
        @ParameterizedTest
        @MethodSource("org.sessiontoken.console.search.FlowSearchTest#filters")
        void countsAllOfItsTimeAsASearchDoesWhateverItsBucketsReachBeyond(String... parameters) {
            FlowFilter filter = filter(parameters);

            Histogram histogram = histograms.of(filter, 7);

            FlowPage page = search.page(filter, Cursor.NEWEST, 1);
            assertThat(histogram.matches()).isEqualTo(page.matches());
            assertThat(histogram.total()).isEqualTo(page.total());
        }

        @Test
        void countsWhatTheFilterWants() {
            Histogram histogram = histograms.of(
                    filter("from", Events.START.toString(), "to", NOW.toString(), "caller", "10.1.4.9"), 10);

            assertThat(sums(histogram)).containsEntry("unauthorised", 150L).containsEntry("issued", 0L);
        }

        @Test
        void beginsWithTheOldestRequestWhereNoTimeIsGiven() {
            Clock later = Clock.fixed(NOW.plus(Duration.ofDays(1)), ZoneOffset.UTC);

            Histogram histogram = new FlowHistograms(index, later).of(FlowFilter.ALL, 120);

            assertThat(histogram.from()).isBeforeOrEqualTo(Events.START);
            assertThat(histogram.buckets().size()).isLessThanOrEqualTo(121);
            assertThat(sums(histogram).values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(COUNT);
        }

        private static Map<String, Long> sums(Histogram histogram) {
            return histogram.buckets().stream()
                    .flatMap(bucket -> bucket.outcomes().entrySet().stream())
                    .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.summingLong(Map.Entry::getValue)));
        }
    }

    @Nested
    class AFilter {

        @ParameterizedTest
        @MethodSource("org.sessiontoken.console.search.FlowSearchTest#refused")
        void isRefusedInWordsThatQuoteNothing(String name, String value) {
            assertThatThrownBy(() -> filter(name, value))
                    .isInstanceOf(RefusedQueryException.class)
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("Sesame"));
        }

        @Test
        void namesAccountsByTheirIdForAuditorsAlone() {
            Map<String, String[]> byId = Map.of("account", new String[] {"account-17"});

            assertThatThrownBy(() -> FilterParameters.read(byId, accounts, false))
                    .isInstanceOf(RefusedQueryException.class)
                    .hasMessageContaining("auditors");
            assertThat(FilterParameters.read(byId, accounts, true).account())
                    .isEqualTo(accounts.of(new AccountId("account-17")));
        }

        @Test
        void thatHasNothingWantsEverything() {
            assertThat(filter("tenant", " ", "limit", "7")).isEqualTo(FlowFilter.ALL);
            assertThat(filter("outcome", "issued", "outcome", "pending").outcomes())
                    .isEqualTo(Set.of("issued", "pending"));
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("from", "Sesame"),
                Arguments.of("outcome", "Sesame"),
                Arguments.of("tokenHash", "Sesame"),
                Arguments.of("caller", "Sesame"),
                Arguments.of("caller", "10.1.4.7/8"));
    }
}
