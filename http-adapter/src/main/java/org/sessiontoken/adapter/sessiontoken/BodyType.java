package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/** What a body may be declared to be: JSON, not compressed. */
final class BodyType {

    private static final String MEDIA_TYPE = "application/json";

    private BodyType() {}

    /**
     * Makes sure that the body can be read.
     *
     * @throws ProblemException if it is declared to be of another type or content coding
     */
    static void require(HttpServletRequest request) {
        requireJson(request.getContentType());
        requirePlain(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    }

    /** The product's documentation shows no {@code Content-Type}, so a body of no declared type is read as JSON. */
    private static void requireJson(@Nullable String contentType) {
        if (contentType == null || isJson(contentType)) {
            return;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MEDIA_TYPE);
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body with Content-Type: " + MEDIA_TYPE + ".", headers);
    }

    private static boolean isJson(String contentType) {
        if (!contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())) {
            return false;
        }
        String rest = contentType.substring(MEDIA_TYPE.length()).stripLeading();
        return rest.isEmpty() || rest.startsWith(";");
    }

    private static void requirePlain(@Nullable String contentEncoding) {
        if (contentEncoding == null || contentEncoding.equalsIgnoreCase("identity")) {
            return;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.", headers);
    }
}
