package org.sessiontoken.console.flow;

import java.util.List;
import java.util.function.Predicate;
import org.sessiontoken.console.index.Coverage;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;

/** Requests that somebody has looked for and found. */
final class FoundFlows implements KnownFlows {

    private final List<FlowRow> rows;
    private final Coverage coverage;

    FoundFlows(List<FlowRow> rows, Coverage coverage) {
        this.rows = List.copyOf(rows);
        this.coverage = coverage;
    }

    @Override
    public Found withId(RequestId requestId) {
        return found(row -> row.requestId().equals(requestId.value()), 1);
    }

    @Override
    public Found ofCorrelation(CorrelationId correlationId, int max) {
        return found(row -> row.isOfCorrelation(correlationId.value()), max);
    }

    private Found found(Predicate<FlowRow> wanted, int max) {
        return new Found(
                rows.stream().filter(wanted).limit(max).map(KnownRequest::of).toList(), coverage);
    }
}
