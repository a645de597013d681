package org.sessiontoken.console.search;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.FlowRow;

/**
 * Some of the requests that are wanted, the newest first.
 *
 * @param rows the requests
 * @param next where the next page begins, if there is one
 * @param matches how many are wanted
 * @param total how many there are in that time, wanted or not
 * @param coverage what the answer is complete for
 */
public record FlowPage(List<FlowRow> rows, @Nullable Cursor next, Count matches, long total, Coverage coverage) {

    /** Copies the rows. */
    public FlowPage {
        rows = List.copyOf(rows);
    }

    /**
     * A number of requests.
     *
     * @param count how many
     * @param atLeast whether there are more, which were not counted
     */
    public record Count(long count, boolean atLeast) {}
}
