package org.sessiontoken.adapter.problem;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.log.LogKeys;
import org.sessiontoken.value.CorrelationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;

/**
 * What to do about an exception that nobody expected: log where it came from, and tell the caller no more than that it is
 * not to blame. Its message is left out of both: it may quote what was being worked on, and that may be a secret.
 */
final class Bug {

    private static final Logger log = LoggerFactory.getLogger(Bug.class);

    private static final int MOST_CAUSES = 8;

    private Bug() {}

    /** Logs the exception and makes the answer. */
    static ResponseEntity<byte[]> answer(Throwable failure, CorrelationId correlationId) {
        log.atError()
                .addKeyValue(LogKeys.CORRELATION_ID, correlationId.value())
                .addKeyValue(LogKeys.EXCEPTION, stack(failure))
                .log("Request failed: this is a bug");
        return Problem.of(ProblemType.INTERNAL_ERROR, "Report it with the correlation ID.")
                .answer(correlationId);
    }

    private static String stack(Throwable failure) {
        StringJoiner lines = new StringJoiner(System.lineSeparator());
        @Nullable Throwable next = failure;
        for (int causes = 0; next != null && causes < MOST_CAUSES; causes++) {
            lines.add((causes == 0 ? "" : "caused by ") + next.getClass().getName());
            for (StackTraceElement frame : next.getStackTrace()) {
                lines.add("\tat " + frame);
            }
            next = next.getCause();
        }
        return lines.toString();
    }
}
