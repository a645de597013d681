package org.sessiontoken.console.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Answers with problem details what the server refuses, such as a malformed path or a query that is too long, in place of the server's
 * own HTML page. An answer that has a body already stays as it is.
 */
final class RefusedByServer extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedByServer.class);
    private static final String POLICY = "Content-Security-Policy";

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        if (response.getHeader(POLICY) == null) {
            // Refused before the filters that set them for all other answers.
            response.setHeader(POLICY, BrowserHeaders.CONTENT_SECURITY_POLICY);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        try {
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(AccessProblem.ofServer(status).json(status));
                response.finishResponse();
            }
        } catch (IOException left) {
            LOG.atDebug()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.summary(left))
                    .log("The browser left before it was answered");
        }
    }
}
