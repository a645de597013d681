package org.sessiontoken.broker.evaluation;

import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.value.TraceParent;
import org.slf4j.spi.LoggingEventBuilder;

/** Begins log lines about a request with what it is found by. */
final class RequestLine {

    private RequestLine() {}

    static LoggingEventBuilder about(RequestEvent event, LoggingEventBuilder line) {
        SessionTokenRequested request = event.request();
        LoggingEventBuilder withFlow = line.addKeyValue(LogKeys.CORRELATION_ID, event.correlationId());
        return LogLine.with(withFlow, LogKeys.TRACE_ID, event.trace().map(TraceParent::traceId))
                .addKeyValue(LogKeys.REQUEST_ID, request.requestId())
                .addKeyValue(LogKeys.TENANT_ID, request.tenantId())
                .addKeyValue(LogKeys.AUTH_SERVICE_ID, request.authServiceId());
    }
}
