package org.sessiontoken.answering.letters;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TraceParent;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The IDs by which the log lines about a record are found. They are read only when something is logged, since there is seldom anything
 * to log, and may then turn out to be none: anybody may have written the record. It holds on to no more than these bytes of it.
 */
public final class RequestIds {

    /** Of a record of which nothing is known. */
    public static final RequestIds UNKNOWN = new RequestIds(null, null);

    /** Longer than any ID; what is longer is not kept. */
    private static final int MAX_BYTES = 256;

    private final byte @Nullable [] correlationId;
    private final byte @Nullable [] trace;

    private RequestIds(byte @Nullable [] correlationId, byte @Nullable [] trace) {
        this.correlationId = correlationId;
        this.trace = trace;
    }

    /**
     * Those of a record.
     *
     * @param correlationId what should be the correlation ID; null if there is none
     * @param headers the record's headers, which may name a trace
     */
    public static RequestIds of(byte @Nullable [] correlationId, Headers headers) {
        Header trace = headers.lastHeader(TraceParent.HEADER);
        return new RequestIds(bounded(correlationId), trace == null ? null : bounded(trace.value()));
    }

    private static byte @Nullable [] bounded(byte @Nullable [] bytes) {
        return bytes == null || bytes.length > MAX_BYTES ? null : bytes;
    }

    /** Adds to a log line those that there are. */
    public LoggingEventBuilder addTo(LoggingEventBuilder line) {
        LoggingEventBuilder withFlow =
                LogLine.with(line, LogKeys.CORRELATION_ID, read(correlationId, CorrelationId::new));
        return LogLine.with(
                withFlow, LogKeys.TRACE_ID, read(trace, TraceParent::new).map(TraceParent::traceId));
    }

    private static <T> Optional<T> read(byte @Nullable [] bytes, Function<String, T> type) {
        try {
            return bytes == null
                    ? Optional.empty()
                    : Optional.of(type.apply(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
