package org.sessiontoken.console.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.Coverage;

/**
 * What an export covers.
 *
 * @param exportedAt when it began; what came later is not in it
 * @param exportedBy the user
 * @param filter what was searched for, by the names of the parameters; an account by its hash
 * @param rows how many requests are in it
 * @param limit how many there can be; null if their number has no bound
 * @param complete whether all requests that are wanted and were looked at are in it; otherwise it ends at the limit, and older
 *     ones are missing, or reading was stopped before its end
 * @param coverage what it was complete for, and what lay outside
 */
public record Covered(
        Instant exportedAt,
        String exportedBy,
        Map<String, List<String>> filter,
        long rows,
        @Nullable Integer limit,
        boolean complete,
        Coverage coverage) {

    /** The same in words. */
    String words() {
        return rows + " requests"
                + (complete ? "" : missing())
                + "; complete from " + coverage.completeFrom() + " to " + coverage.completeTo()
                + (coverage.outside().isEmpty() ? "" : "; outside it are " + outside())
                + "; exported at " + exportedAt + " by " + exportedBy + "; filter " + filter;
    }

    private String missing() {
        return limit == null
                ? ", but not all of those that are wanted, since reading was stopped"
                : ", the newest of those that are wanted, since the limit is " + limit;
    }

    private List<String> outside() {
        return coverage.outside().stream()
                .map(part -> part.what() + (part.requestors().isEmpty() ? "" : " of " + part.requestors()))
                .toList();
    }
}
