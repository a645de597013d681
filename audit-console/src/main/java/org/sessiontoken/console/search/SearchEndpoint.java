package org.sessiontoken.console.search;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.role.Role;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search and its histogram over HTTP. */
@RestController
final class SearchEndpoint {

    private static final int MAX_ROWS = 1_000;
    private static final int MAX_BUCKETS = 1_000;

    private final FlowSearch search;
    private final FlowHistograms histograms;
    private final AccountHashes accounts;

    SearchEndpoint(FlowSearch search, FlowHistograms histograms, AccountHashes accounts) {
        this.search = search;
        this.histograms = histograms;
        this.accounts = accounts;
    }

    /** A page as the HTTP API has it. */
    record Page(List<FlowJson> rows, @Nullable String next, FlowPage.Count matches, long total, Coverage coverage) {}

    @GetMapping("/api/flows")
    Page flows(
            HttpServletRequest request,
            FlowFilter filter,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String before) {
        requireWithin("limit", limit, MAX_ROWS);
        boolean auditor = Role.AUDITOR.isOf(request);
        FlowPage page = search.page(filter, before == null ? Cursor.NEWEST : Cursor.parse(before), limit);
        Cursor next = page.next();
        return new Page(
                page.rows().stream()
                        .map(row -> FlowJson.of(row, accounts, auditor))
                        .toList(),
                next == null ? null : next.toString(),
                page.matches(),
                page.total(),
                page.coverage());
    }

    @GetMapping("/api/histogram")
    Histogram histogram(FlowFilter filter, @RequestParam(defaultValue = "120") int buckets) {
        requireWithin("buckets", buckets, MAX_BUCKETS);
        return histograms.of(filter, buckets);
    }

    private static void requireWithin(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new RefusedQueryException(name + " must be from 1 to " + max);
        }
    }
}
