package org.sessiontoken.adapter.header;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Function;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;

/** Reads a request header that may be given once only. */
public final class SingleHeader {

    private SingleHeader() {}

    /**
     * Reads a header.
     *
     * @param type creates the value, and refuses malformed text with an {@link IllegalArgumentException}
     * @throws ProblemException if the header is given twice or is malformed; the detail does not quote the header
     */
    public static <T> Optional<T> read(HttpServletRequest request, String name, Function<String, T> type) {
        Enumeration<String> values = request.getHeaders(name);
        if (!values.hasMoreElements()) {
            return Optional.empty();
        }
        String value = values.nextElement();
        if (values.hasMoreElements()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Give the header " + name + " only once.");
        }
        try {
            return Optional.of(type.apply(value));
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Change the header " + name + ": " + malformed.getMessage() + ".");
        }
    }
}
