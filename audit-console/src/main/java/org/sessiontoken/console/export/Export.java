package org.sessiontoken.console.export;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.search.Cursor;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowJson;
import org.sessiontoken.console.search.FlowPage;
import org.sessiontoken.console.search.FlowSearch;

/**
 * One export, from the newest request to the oldest. The first page is read when it is made, so that what goes wrong is said before
 * the response has begun.
 */
final class Export {

    private static final int PAGE = 1_000;

    private final FlowSearch search;
    private final FlowFilter filter;
    private final AccountHashes accounts;
    private final int limit;
    private final FlowPage first;

    Export(FlowSearch search, FlowFilter filter, AccountHashes accounts, int limit) {
        this.search = search;
        this.filter = filter;
        this.accounts = accounts;
        this.limit = limit;
        this.first = search.page(filter, Cursor.NEWEST, Math.min(PAGE, limit));
    }

    /**
     * Writes all of it. Without its last line it is not whole: so it ends if something goes wrong.
     *
     * @param allowed whether the user may still see what is written
     * @return whether it is whole; it is not if the user may not see it any more
     */
    boolean write(
            RowWriter out, Instant now, String user, Map<String, List<String>> shownFilter, BooleanSupplier allowed)
            throws IOException {
        out.begin();
        FlowPage page = first;
        long rows = 0;
        while (true) {
            for (FlowRow row : page.rows()) {
                out.row(FlowJson.of(row, accounts, true));
            }
            rows += page.rows().size();
            Cursor next = page.next();
            if (next == null || rows >= limit) {
                out.end(covered(now, user, shownFilter, rows, next));
                return true;
            }
            if (!allowed.getAsBoolean()) {
                return false;
            }
            page = search.page(filter, next, (int) Math.min(PAGE, limit - rows));
        }
    }

    private Covered covered(
            Instant now, String user, Map<String, List<String>> shownFilter, long rows, @Nullable Cursor next) {
        return new Covered(now, user, shownFilter, rows, limit, next == null, first.coverage());
    }
}
