package org.sessiontoken.console.shell;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.export.Covered;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.KafkaScan.End;
import org.sessiontoken.console.search.KafkaScan.Result;

/** The line that says what an output covers, as exports of the console have it. */
final class Coverings {

    private Coverings() {}

    /**
     * The line.
     *
     * @param rows how many requests are written
     * @param limit how many may be written; null if all are
     * @param found how many were found
     */
    static Covered of(
            Result result,
            FilterOptions filters,
            FlowFilter filter,
            Shell shell,
            Instant now,
            long rows,
            @Nullable Integer limit,
            long found) {
        Map<String, List<String>> shown = new TreeMap<>(filters.given());
        shown.put("from", List.of(String.valueOf(filter.from())));
        shown.put("to", List.of(String.valueOf(filter.to())));
        boolean complete = result.end() == End.COMPLETE && rows == found;
        return new Covered(now, shell.user(), shown, rows, limit, complete, result.coverage());
    }
}
