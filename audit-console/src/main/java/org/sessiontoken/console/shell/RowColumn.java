package org.sessiontoken.console.shell;

import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.setting.VisibleText;

/** What a table shows of a request, the important first: where there is no room, the last ones are left out. */
enum RowColumn {
    /** When Kafka got the request. */
    TIME("time", 8, 8, (row, times) -> times.of(row.at())),
    /** How it ended. */
    OUTCOME("outcome", 12, 12, (row, times) -> outcome(row.kind().outcome())),
    /** The call flow. */
    CORRELATION_ID("correlation ID", 36, 36, (row, times) -> row.correlationId()),
    /** Why it ended so. */
    REASON("reason", 14, 28, (row, times) -> text(row.kind().reason())),
    /** How long it took, in milliseconds. */
    TOOK("took ms", 8, 8, (row, times) -> millis(row.tookMicros())),
    /** The tenant. */
    TENANT("tenant", 8, 12, (row, times) -> text(row.kind().tenantId())),
    /** The auth service. */
    AUTH_SERVICE("auth service", 14, 20, (row, times) -> text(row.kind().authServiceId())),
    /** The address of whoever asked the requestor. */
    CALLER("caller", 12, 15, (row, times) -> text(row.callerAddress())),
    /** The account. */
    ACCOUNT("account", 12, 20, (row, times) -> text(row.account())),
    /** Who asked. */
    REQUESTOR("requestor", 12, 16, (row, times) -> text(row.kind().requestor())),
    /** The request. */
    REQUEST_ID("request ID", 36, 36, (row, times) -> row.requestId());

    private static final String NONE = "-";

    private final String title;
    private final int minWidth;
    private final int usualWidth;
    private final BiFunction<FlowRow, TimeText, String> content;

    RowColumn(String title, int minWidth, int usualWidth, BiFunction<FlowRow, TimeText, String> content) {
        this.title = title;
        this.minWidth = minWidth;
        this.usualWidth = usualWidth;
        this.content = content;
    }

    String title() {
        return title;
    }

    /** Of fewer characters it is of no use. */
    int minWidth() {
        return minWidth;
    }

    /** What its contents take as a rule. */
    int usualWidth() {
        return usualWidth;
    }

    /** Whether whoever reads it wants to copy it, so that it is never cut. */
    boolean isId() {
        return this == CORRELATION_ID || this == REQUEST_ID;
    }

    String of(FlowRow row, TimeText times) {
        return content.apply(row, times);
    }

    private static String outcome(@Nullable Outcome outcome) {
        return outcome == null ? "pending" : outcome.code();
    }

    private static String millis(@Nullable Long micros) {
        return micros == null ? NONE : String.format(Locale.ROOT, "%8.1f", micros / 1_000.0);
    }

    private static String text(@Nullable Object value) {
        return value == null ? NONE : VisibleText.escaped(value.toString());
    }
}
