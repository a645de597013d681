package org.sessiontoken.adapter.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.exchange.Exchange;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.CorrelationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Tells the caller of what Tomcat refused before Spring saw it, such as a request line that is none, in place of Tomcat's
 * own page. What Spring answered has a body by then, and is left alone.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(ProblemReportValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        boolean unseen = !Exchange.hasBegun(request);
        CorrelationId correlationId = Exchange.of(request).correlationId();
        if (unseen) {
            log.atInfo()
                    .addKeyValue(LogKeys.STATUS, status)
                    .addKeyValue(LogKeys.CORRELATION_ID, correlationId.value())
                    .log("Request refused by the server");
        }
        response.setHeader(Exchange.CORRELATION_HEADER, correlationId.value());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(new String(Problem.ofStatus(status).json(correlationId), StandardCharsets.UTF_8));
                response.finishResponse();
            }
        } catch (IOException callerLeft) {
            log.atDebug().log("The caller left before it was told");
        }
    }
}
