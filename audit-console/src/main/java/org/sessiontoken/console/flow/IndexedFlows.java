package org.sessiontoken.console.flow;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.search.Cursor;
import org.sessiontoken.console.search.FlowFilter;
import org.sessiontoken.console.search.FlowPage;
import org.sessiontoken.console.search.FlowSearch;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;

/** Asks the index. Safe for all threads. */
final class IndexedFlows implements KnownFlows {

    private static final Cursor NEWEST = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

    private final FlowSearch search;

    IndexedFlows(FlowSearch search) {
        this.search = search;
    }

    @Override
    public Found withId(RequestId requestId) {
        return found(filter(null, requestId.value()), 1);
    }

    @Override
    public Found ofCorrelation(CorrelationId correlationId, int max) {
        return found(filter(correlationId.value(), null), max);
    }

    private Found found(FlowFilter filter, int max) {
        FlowPage page = search.page(filter, NEWEST, max);
        return new Found(page.rows().stream().map(KnownRequest::of).toList(), page.coverage());
    }

    private static FlowFilter filter(@Nullable String correlationId, @Nullable String requestId) {
        return new FlowFilter(
                null,
                null,
                correlationId,
                requestId,
                null,
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                List.of());
    }
}
