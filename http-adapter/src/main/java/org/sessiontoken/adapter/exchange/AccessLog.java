package org.sessiontoken.adapter.exchange;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes what is to be known of an exchange that is over: one log line and one measurement. */
final class AccessLog {

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);

    private final Meter.MeterProvider<Timer> timers;

    AccessLog(MeterRegistry meters) {
        this.timers = Timer.builder("ags.adapter.requests")
                .description("Requests below /ags by what was asked for and how it ended")
                .withRegistry(meters);
    }

    void write(Exchange exchange, Operation operation, int status) {
        long nanos = exchange.elapsedNanos();
        RequestResult ending = exchange.ending(status);
        timers.withTags(Tags.of(LogKeys.OPERATION, operation.code(), LogKeys.OUTCOME, ending.code()))
                .record(nanos, TimeUnit.NANOSECONDS);

        LoggingEventBuilder line = log.atInfo()
                .addKeyValue(LogKeys.OPERATION, operation.code())
                .addKeyValue(LogKeys.OUTCOME, ending.code())
                .addKeyValue(LogKeys.STATUS, status)
                .addKeyValue(LogKeys.DURATION, TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0)
                .addKeyValue(LogKeys.CORRELATION_ID, exchange.correlationId().value());
        line = with(line, LogKeys.REQUEST_ID, exchange.requestId());
        line = with(line, LogKeys.TENANT_ID, exchange.tenantId());
        line = with(line, LogKeys.AUTH_SERVICE_ID, exchange.authServiceId());
        line.log("Request answered");
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Optional<?> value) {
        return value.isEmpty() ? line : line.addKeyValue(key, value.get().toString());
    }
}
