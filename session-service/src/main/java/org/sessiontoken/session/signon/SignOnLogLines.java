package org.sessiontoken.session.signon;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyEvent;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs and times the outcome of each attempt. That a token was used by a second device is a warning: it may have been
 * photographed. The audit record is not this log but the reply on its topic.
 */
final class SignOnLogLines {

    private static final Logger LOG = LoggerFactory.getLogger(SignOnLogLines.class);

    private final MeterProvider<Timer> timers;

    SignOnLogLines(MeterRegistry meters) {
        this.timers = Timer.builder(Metric.SESSION_SIGN_ONS.meterName())
                .description(Metric.SESSION_SIGN_ONS.description())
                .withRegistry(meters);
    }

    void answered(SignOnReplyEvent event) {
        SignOnReplied reply = event.reply();
        timers.withTags(
                        Metric.Tag.OUTCOME,
                        reply.outcome().code(),
                        Metric.Tag.REASON,
                        reply.reason().value())
                .record(Duration.between(
                        reply.timings().receivedAt(), reply.timings().repliedAt()));
        LoggingEventBuilder line = LOG.atLevel(level(reply))
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
                .log("Answered an attempt to sign on");
    }

    private static Level level(SignOnReplied reply) {
        if (reply.reason().equals(Verdict.ALREADY_USED.code())) {
            return Level.WARN;
        }
        return reply.outcome() == SignOnOutcome.SIGNED_ON ? Level.DEBUG : Level.INFO;
    }
}
