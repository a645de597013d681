package org.sessiontoken.console.export;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.sessiontoken.console.index.Coverage;

/**
 * What an export covers.
 *
 * @param exportedAt when it began; what came later is not in it
 * @param exportedBy the user
 * @param filter what was searched for, by the names of the parameters; an account by its hash
 * @param rows how many requests are in it
 * @param limit how many there can be
 * @param complete whether all requests that are wanted and indexed are in it; otherwise it ends at the limit, and older ones are
 *     missing
 * @param coverage what the index was complete for, and what lay outside
 */
record Covered(
        Instant exportedAt,
        String exportedBy,
        Map<String, List<String>> filter,
        long rows,
        int limit,
        boolean complete,
        Coverage coverage) {

    /** The same in words. */
    String words() {
        return rows + " requests"
                + (complete ? "" : ", the newest of those that are wanted, since the limit is " + limit)
                + "; the index is complete from " + coverage.completeFrom() + " to " + coverage.completeTo()
                + (coverage.outside().isEmpty() ? "" : "; outside it are " + outside())
                + "; exported at " + exportedAt + " by " + exportedBy + "; filter " + filter;
    }

    private List<String> outside() {
        return coverage.outside().stream()
                .map(part -> part.what() + (part.requestors().isEmpty() ? "" : " of " + part.requestors()))
                .toList();
    }
}
