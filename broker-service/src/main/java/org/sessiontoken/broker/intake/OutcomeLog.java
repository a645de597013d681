package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.sessiontoken.event.AuthServiceCodec.Key;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs and times the outcome of each request. The metrics carry the outcome and its reason, and the auth service if it is
 * configured, never the caller or the call flow. The audit record is not this log but the reply on its topic.
 */
final class OutcomeLog {

    /** Measures the outcomes of each auth service, too. */
    @FunctionalInterface
    interface ByAuthService {

        /** A request that names this auth service, whether there is one or not, has its outcome. */
        void answered(Key key, Outcome outcome, Duration duration);
    }

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeLog.class);

    private final Meter.MeterProvider<Timer> timers;
    private final ByAuthService authServices;

    OutcomeLog(MeterRegistry meters, ByAuthService authServices) {
        this.authServices = authServices;
        this.timers = Timer.builder(Metric.BROKER_REQUESTS.meterName())
                .description(Metric.BROKER_REQUESTS.description())
                .withRegistry(meters);
    }

    void add(ReplyEvent event) {
        SessionTokenReplied reply = event.reply();
        Duration duration =
                Duration.between(reply.timings().receivedAt(), reply.timings().repliedAt());
        timers.withTags(
                        Metric.Tag.OUTCOME,
                        reply.outcome().code(),
                        Metric.Tag.REASON,
                        reply.reason().value())
                .record(duration);
        if (reply.tenantId() != null && reply.authServiceId() != null) {
            authServices.answered(new Key(reply.tenantId(), reply.authServiceId()), reply.outcome(), duration);
        }
        LoggingEventBuilder line = LOG.atLevel(reply.outcome() == Outcome.ISSUED ? Level.DEBUG : Level.INFO)
                .addKeyValue(LogKeys.CORRELATION_ID, event.correlationId())
                .addKeyValue(LogKeys.REQUEST_ID, reply.requestId());
        line = LogLine.with(line, LogKeys.TRACE_ID, event.trace().map(TraceParent::traceId));
        if (reply.tenantId() != null) {
            line = line.addKeyValue(LogKeys.TENANT_ID, reply.tenantId());
        }
        if (reply.authServiceId() != null) {
            line = line.addKeyValue(LogKeys.AUTH_SERVICE_ID, reply.authServiceId());
        }
        if (reply.callerAddress() != null) {
            line = line.addKeyValue(LogKeys.CALLER_ADDRESS, reply.callerAddress());
        }
        line.addKeyValue(LogKeys.REQUESTOR, reply.requestor())
                .addKeyValue(LogKeys.OUTCOME, reply.outcome().code())
                .addKeyValue(LogKeys.REASON, reply.reason())
                .log("Answered");
    }
}
