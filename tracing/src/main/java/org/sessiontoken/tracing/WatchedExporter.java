package org.sessiontoken.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for an outage that spans are lost, and once that it is over. The exporter's own log lines, one for each batch, are turned
 * off. Exporting has a thread of its own, and what waits for it is bounded: requests notice nothing.
 */
final class WatchedExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedExporter.class);

    private final SpanExporter exporter;
    private boolean failing;
    private long lost;

    WatchedExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> ended(result, count));
    }

    private synchronized void ended(CompletableResultCode result, int count) {
        if (result.isSuccess()) {
            if (failing) {
                LOG.atInfo().addKeyValue(LogKeys.REMOVED, lost).log("The collector takes spans again");
            }
            failing = false;
            lost = 0;
            return;
        }
        if (!failing) {
            @Nullable Throwable failure = result.getFailureThrowable();
            LOG.atWarn()
                    .addKeyValue(LogKeys.SETTING, CollectorIsConfigured.ENDPOINT)
                    .addKeyValue(LogKeys.EXCEPTION, failure == null ? "none" : Failures.summary(failure))
                    .log("The collector takes no spans, which are lost until it does. Requests are answered as before");
        }
        failing = true;
        lost += count;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
