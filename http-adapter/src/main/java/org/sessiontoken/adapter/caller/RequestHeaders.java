package org.sessiontoken.adapter.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import java.util.function.Function;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;

/** Request headers, each taken only where it is given once. */
public final class RequestHeaders {

    private RequestHeaders() {}

    /**
     * Reads a header.
     *
     * @param type makes the value, and refuses one of another shape with an {@link IllegalArgumentException}
     * @throws ProblemException if the header is given twice or refused; the detail does not quote it
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
        } catch (IllegalArgumentException unfit) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Change the header " + name + ": " + unfit.getMessage() + ".");
        }
    }
}
