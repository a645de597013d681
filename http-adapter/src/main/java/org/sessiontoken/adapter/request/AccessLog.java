package org.sessiontoken.adapter.request;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.telemetry.RequestBuckets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one log line and one measurement for each request below {@code /ags} that has been answered, and ends its span. What may be
 * measured is there from the start, with zero: an increase from nothing would not be seen.
 */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    private final Meter.MeterProvider<Timer> timers;

    AccessLog(MeterRegistry meters) {
        this.timers = Timer.builder(Metric.ADAPTER_REQUESTS.meterName())
                .description(Metric.ADAPTER_REQUESTS.description())
                .serviceLevelObjectives(RequestBuckets.bounds())
                .withRegistry(meters);
        for (Operation operation : Operation.values()) {
            operation.results().forEach(result -> timers.withTags(tags(operation, result)));
        }
    }

    private static Tags tags(Operation operation, RequestResult result) {
        return Tags.of(Metric.Tag.OPERATION, operation.code(), Metric.Tag.OUTCOME, result.code());
    }

    void write(RequestContext context, Operation operation, int status) {
        long nanos = context.elapsedNanos();
        RequestResult result = context.result(status);
        timers.withTags(tags(operation, result)).record(nanos, TimeUnit.NANOSECONDS);

        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue(LogKeys.OPERATION, operation.code())
                .addKeyValue(LogKeys.OUTCOME, result.code())
                .addKeyValue(LogKeys.STATUS, status)
                .addKeyValue(LogKeys.DURATION, TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0)
                .addKeyValue(LogKeys.CORRELATION_ID, context.correlationId().value());
        line = LogLine.with(line, LogKeys.TRACE_ID, context.traceId());
        line = LogLine.with(line, LogKeys.CALLER_ADDRESS, context.callerAddress());
        line = LogLine.with(line, LogKeys.REQUEST_ID, context.requestId());
        line = LogLine.with(line, LogKeys.TENANT_ID, context.tenantId());
        line = LogLine.with(line, LogKeys.AUTH_SERVICE_ID, context.authServiceId());
        line.log("Request answered");
        ServerSpans.end(context, result, status);
    }
}
