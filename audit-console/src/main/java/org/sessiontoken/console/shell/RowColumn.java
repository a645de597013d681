package org.sessiontoken.console.shell;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.setting.VisibleText;

/** What a table shows of a request, the important first: where there is no room, the last ones are left out. */
enum RowColumn {
    /** When Kafka got the request. */
    TIME("time", 8, 8) {
        @Override
        String of(FlowRow row, TimeText times) {
            return times.of(row.at());
        }
    },
    /** How it ended. */
    OUTCOME("outcome", 12, 12) {
        @Override
        String of(FlowRow row, TimeText times) {
            return row.kind().outcome() == null
                    ? "pending"
                    : row.kind().outcome().code();
        }
    },
    /** The call flow. */
    CORRELATION_ID("correlation ID", 36, 36) {
        @Override
        String of(FlowRow row, TimeText times) {
            return row.correlationId();
        }
    },
    /** Why it ended so. */
    REASON("reason", 14, 28) {
        @Override
        String of(FlowRow row, TimeText times) {
            return text(row.kind().reason());
        }
    },
    /** How long it took, in milliseconds. */
    TOOK("took ms", 8, 8) {
        @Override
        String of(FlowRow row, TimeText times) {
            Long micros = row.tookMicros();
            return micros == null ? NONE : String.format(Locale.ROOT, "%8.1f", micros / 1_000.0);
        }
    },
    /** The tenant. */
    TENANT("tenant", 8, 12) {
        @Override
        String of(FlowRow row, TimeText times) {
            return text(row.kind().tenantId());
        }
    },
    /** The auth service. */
    AUTH_SERVICE("auth service", 14, 20) {
        @Override
        String of(FlowRow row, TimeText times) {
            return text(row.kind().authServiceId());
        }
    },
    /** The address of whoever asked the requestor. */
    CALLER("caller", 12, 15) {
        @Override
        String of(FlowRow row, TimeText times) {
            return text(row.callerAddress());
        }
    },
    /** The account. */
    ACCOUNT("account", 12, 20) {
        @Override
        String of(FlowRow row, TimeText times) {
            return text(row.account());
        }
    },
    /** Who asked. */
    REQUESTOR("requestor", 12, 16) {
        @Override
        String of(FlowRow row, TimeText times) {
            return text(row.kind().requestor());
        }
    },
    /** The request. */
    REQUEST_ID("request ID", 36, 36) {
        @Override
        String of(FlowRow row, TimeText times) {
            return row.requestId();
        }
    };

    private static final String NONE = "-";

    private final String title;
    private final int minWidth;
    private final int usualWidth;

    RowColumn(String title, int minWidth, int usualWidth) {
        this.title = title;
        this.minWidth = minWidth;
        this.usualWidth = usualWidth;
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

    abstract String of(FlowRow row, TimeText times);

    private static String text(@Nullable Object value) {
        return value == null ? NONE : VisibleText.escaped(value.toString());
    }
}
