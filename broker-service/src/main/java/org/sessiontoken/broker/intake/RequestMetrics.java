package org.sessiontoken.broker.intake;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Counts and logs how requests end. Metrics carry the outcome and its reason, never who asked or in which call flow; the
 * whole of it is the reply on its topic, which is the audit record.
 */
final class RequestMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(RequestMetrics.class);

    private final Meter.MeterProvider<Timer> timers;

    RequestMetrics(MeterRegistry meters) {
        this.timers = Timer.builder("ags.broker.requests")
                .description("Requests by how they ended, timed from intake to reply")
                .withRegistry(meters);
    }

    void count(RequestEvent event, SessionTokenReplied reply) {
        timers.withTags(
                        "outcome",
                        reply.outcome().code(),
                        "reason",
                        reply.reason().value())
                .record(Duration.between(
                        reply.timings().receivedAt(), reply.timings().repliedAt()));
        LOG.atLevel(reply.outcome() == Outcome.ISSUED ? Level.DEBUG : Level.INFO)
                .addKeyValue("correlationId", event.correlationId())
                .addKeyValue("requestId", reply.requestId())
                .addKeyValue("tenantId", reply.tenantId())
                .addKeyValue("authServiceId", reply.authServiceId())
                .addKeyValue("requestor", reply.requestor())
                .addKeyValue("outcome", reply.outcome().code())
                .addKeyValue("reason", reply.reason())
                .log("Answered");
    }
}
