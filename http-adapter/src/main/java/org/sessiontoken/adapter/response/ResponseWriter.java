package org.sessiontoken.adapter.response;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.ResponseEntity;

/** Writes a response with its whole body, so that the length is known and the response is sent at once. */
public final class ResponseWriter {

    private ResponseWriter() {}

    /** Writes status, headers and body. */
    public static void write(ResponseEntity<byte[]> response, HttpServletResponse target) throws IOException {
        byte[] body = Objects.requireNonNull(response.getBody(), "every response has a body");
        target.setStatus(response.getStatusCode().value());
        response.getHeaders().forEach((name, values) -> values.forEach(value -> target.addHeader(name, value)));
        target.setContentLength(body.length);
        target.getOutputStream().write(body);
    }
}
