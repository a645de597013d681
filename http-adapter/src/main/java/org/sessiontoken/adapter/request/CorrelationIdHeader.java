package org.sessiontoken.adapter.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.UUID;
import org.sessiontoken.value.CorrelationId;

/**
 * The header {@code x-correlation-id}: the caller may send it, and every response carries it.
 *
 * @param value the caller's correlation ID, or a generated one if the caller sent none or an invalid one
 * @param error what the caller must change about the header, if it is invalid
 */
public record CorrelationIdHeader(CorrelationId value, Optional<String> error) {

    /** The name of the header. */
    public static final String NAME = "x-correlation-id";

    static CorrelationIdHeader read(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders(NAME);
        if (!values.hasMoreElements()) {
            return new CorrelationIdHeader(generated(), Optional.empty());
        }
        String value = values.nextElement();
        if (values.hasMoreElements()) {
            return invalid("Give the header " + NAME + " only once.");
        }
        try {
            return new CorrelationIdHeader(new CorrelationId(value), Optional.empty());
        } catch (IllegalArgumentException malformed) {
            return invalid("Change the header " + NAME + ": " + malformed.getMessage() + ".");
        }
    }

    private static CorrelationIdHeader invalid(String error) {
        return new CorrelationIdHeader(generated(), Optional.of(error));
    }

    private static CorrelationId generated() {
        return new CorrelationId(UUID.randomUUID().toString());
    }
}
