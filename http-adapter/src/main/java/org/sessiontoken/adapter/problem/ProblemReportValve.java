package org.sessiontoken.adapter.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.request.RequestContext;
import org.sessiontoken.adapter.request.ResponseHeaders;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.value.CorrelationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.http.MediaType;

/**
 * Writes problem details for the requests that Tomcat refuses before Spring receives them, such as one with a malformed
 * request line, in place of Tomcat's own HTML page. A response that Spring has written has a body already and stays as it
 * is.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        boolean refusedByServer = !RequestContext.exists(request);
        CorrelationId correlationId = RequestContext.of(request).correlationId();
        if (refusedByServer) {
            LOG.atInfo()
                    .addKeyValue(LogKeys.STATUS, status)
                    .addKeyValue(LogKeys.CORRELATION_ID, correlationId.value())
                    .log("Request refused by the server");
        }
        ResponseHeaders.set(response, correlationId);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(new String(Problem.ofStatus(status).json(correlationId), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException callerLeft) {
            LoggingEventBuilder line = LOG.atDebug().addKeyValue(LogKeys.CORRELATION_ID, correlationId.value());
            LogLine.with(line, LogKeys.TRACE_ID, RequestContext.of(request).traceId())
                    .log("The caller left before the response was sent");
        }
    }
}
