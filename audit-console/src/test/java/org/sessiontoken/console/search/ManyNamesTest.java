package org.sessiontoken.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sessiontoken.console.index.AccountHash;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Events;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowKind;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.index.IndexFixture;
import org.sessiontoken.console.index.IndexWriter;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.value.AccountId;

/** Whoever asks can make up tenants and auth services: the index counts by so many, and finds the others, too. */
class ManyNamesTest {

    private static final int MAX_NAMED = 20;
    private static final int COUNT = 2_000;
    private static final Instant NOW = Events.START.plusSeconds(60);

    @TempDir
    private static Path folder;

    private static FlowIndex index;
    private static AccountHashes accounts;
    private static FlowSearch search;
    private static List<FlowRow> all;

    @BeforeAll
    static void fill() throws IOException {
        index = IndexFixture.index(folder, MAX_NAMED);
        accounts = IndexFixture.accounts(folder);
        index.open();
        IndexWriter writer = IndexFixture.begun(index);
        for (int number = 0; number < COUNT; number++) {
            // Some are known, and most are made up, by names that come again.
            boolean known = number % 4 == 0;
            String tenant = known ? "demo" : "tenant-" + number % 300;
            String authService = known ? "operator-jwt" : "service-" + number % 70;
            long at = IndexFixture.time(number);
            writer.request(IndexFixture.REQUESTS, number, at, Events.request(number, tenant, authService));
            if (number % 5 != 0) {
                Outcome outcome = known && number % 8 == 0 ? Outcome.ISSUED : Outcome.INVALID;
                writer.reply(IndexFixture.REPLIES, number, at + 1, Events.reply(number, outcome, tenant, authService));
            }
            if (number == 1_001) {
                writer.request(IndexFixture.REQUESTS, COUNT, at + 2, Events.stolen(number));
            }
        }
        all = new ArrayList<>(writer.commit());
        all.sort((one, other) -> other.at().compareTo(one.at()));
        index.observed(IndexFixture.ends(NOW, COUNT + 1, COUNT));
        search = new FlowSearch(index);
    }

    @AfterAll
    static void close() {
        index.close();
    }

    private static FlowFilter filter(
            @Nullable AccountHash account, Set<String> tenants, Set<String> services, Set<String> outcomes) {
        return new FlowFilter(
                null, null, null, null, account, null, tenants, services, Set.of(), outcomes, Set.of(), List.of());
    }

    static Stream<FlowFilter> filters() {
        return Stream.of(
                FlowFilter.ALL,
                FlowFilter.ALL.between(Events.START.plusMillis(500), Events.START.plusMillis(1_500)),
                filter(null, Set.of("demo"), Set.of(), Set.of()),
                filter(null, Set.of("tenant-1"), Set.of(), Set.of()),
                filter(null, Set.of("tenant-299", "tenant-298", "demo"), Set.of(), Set.of()),
                filter(null, Set.of(), Set.of("service-69"), Set.of()),
                filter(null, Set.of("tenant-299"), Set.of("service-69"), Set.of()),
                filter(null, Set.of("tenant-299"), Set.of("service-1"), Set.of()),
                filter(null, Set.of("tenant-298", "demo"), Set.of(), Set.of("issued")),
                filter(null, Set.of("tenant-299"), Set.of(), Set.of("pending")),
                filter(null, Set.of(), Set.of(), Set.of("invalid")),
                filter(null, Set.of(), Set.of(), Set.of("pending")),
                filter(null, Set.of("nobody"), Set.of(), Set.of()),
                filter(null, Set.of("another-tenant"), Set.of(), Set.of()),
                filter(accounts.of(new AccountId("account-8")), Set.of("demo"), Set.of(), Set.of()),
                filter(accounts.of(new AccountId("account-8")), Set.of("tenant-8"), Set.of(), Set.of()));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void areFoundAndCounted(FlowFilter filter) {
        List<String> expected = all.stream()
                .filter(row -> filter.matches(row, accounts))
                .map(FlowRow::requestId)
                .toList();

        FlowPage page = search.page(filter, Cursor.NEWEST, COUNT);

        assertThat(page.rows()).extracting(FlowRow::requestId).isEqualTo(expected);
        assertThat(page.rows()).isSubsetOf(all);
        assertThat(page.matches()).isEqualTo(new FlowPage.Count(expected.size(), false));
        if (filter.from() == null) {
            assertThat(inHistogram(filter)).isEqualTo(expected.size());
        }
    }

    private static long inHistogram(FlowFilter filter) {
        FlowHistograms histograms = new FlowHistograms(index, Clock.fixed(NOW, ZoneOffset.UTC));
        return histograms.of(filter, 1_000).buckets().stream()
                .flatMap(bucket -> bucket.outcomes().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void areBounded() {
        assertThat(kinds(kind -> kind.tenantId() != null)).hasSize(MAX_NAMED);
        assertThat(kinds(kind -> true))
                .as("and one without names for each outcome and requestor")
                .hasSizeLessThan(MAX_NAMED + 5);
    }

    private static Set<Integer> kinds(Predicate<FlowKind> wanted) {
        return index.read(snapshot -> snapshot.kinds(wanted));
    }

    @Test
    void areStillKnownAfterARestart() throws IOException {
        List<FlowRow> before = search.page(FlowFilter.ALL, Cursor.NEWEST, COUNT).rows();
        index.close();
        index = IndexFixture.index(folder, MAX_NAMED);
        index.open();
        index.observed(IndexFixture.ends(NOW, COUNT + 1, COUNT));
        search = new FlowSearch(index);

        assertThat(search.page(FlowFilter.ALL, Cursor.NEWEST, COUNT).rows()).isEqualTo(before);
        areFoundAndCounted(filter(null, Set.of("tenant-299"), Set.of(), Set.of("pending")));
    }
}
