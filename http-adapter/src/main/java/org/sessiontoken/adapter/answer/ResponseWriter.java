package org.sessiontoken.adapter.answer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.http.ResponseEntity;

/** Writes an answer with its body as a whole, so that its length is known and it goes out at once. */
public final class ResponseWriter {

    private ResponseWriter() {}

    /** Writes status, headers and body. */
    public static void write(ResponseEntity<byte[]> answer, HttpServletResponse response) throws IOException {
        byte[] body = Objects.requireNonNull(answer.getBody(), "every answer has a body");
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
