package org.sessiontoken.console.recording;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The answer to an access that cannot be recorded. */
final class RefusedAccess {

    private static final byte[] PROBLEM = ("{\"type\":\"urn:problem-type:session-token:access-not-recorded\","
                    + "\"title\":\"The access cannot be recorded\",\"status\":503,\"detail\":\"Nothing is shown that is not"
                    + " recorded, and Kafka does not take the record of this access. Ask again when it does.\"}")
            .getBytes(StandardCharsets.UTF_8);

    private RefusedAccess() {}

    static void write(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(PROBLEM);
    }
}
