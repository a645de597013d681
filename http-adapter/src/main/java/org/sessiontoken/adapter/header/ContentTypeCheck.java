package org.sessiontoken.adapter.header;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/** Checks the headers that describe the body: it must be JSON that is not compressed. */
public final class ContentTypeCheck {

    private static final String MEDIA_TYPE = "application/json";

    /** JSON is UTF-8 (RFC 8259, section 8.1), however often callers say so. */
    private static final Pattern OTHER_CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*(?!\"?utf-?8\"?\\s*(;|$))", Pattern.CASE_INSENSITIVE);

    private ContentTypeCheck() {}

    /**
     * Checks {@code Content-Type} and {@code Content-Encoding}.
     *
     * @throws ProblemException if one of them declares another media type or content coding
     */
    public static void requireJson(HttpServletRequest request) {
        requireMediaType(request.getContentType());
        requireNoCoding(request.getHeader(HttpHeaders.CONTENT_ENCODING));
    }

    /** The documentation of the product shows no {@code Content-Type}, so a body without one is read as JSON. */
    private static void requireMediaType(@Nullable String contentType) {
        if (contentType == null || isJson(contentType)) {
            return;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT, MEDIA_TYPE);
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as UTF-8, with Content-Type: " + MEDIA_TYPE + ".",
                headers);
    }

    private static boolean isJson(String contentType) {
        if (!contentType.regionMatches(true, 0, MEDIA_TYPE, 0, MEDIA_TYPE.length())) {
            return false;
        }
        String rest = contentType.substring(MEDIA_TYPE.length()).stripLeading();
        return (rest.isEmpty() || rest.startsWith(";"))
                && !OTHER_CHARSET.matcher(rest).find();
    }

    private static void requireNoCoding(@Nullable String contentEncoding) {
        if (contentEncoding == null || contentEncoding.equalsIgnoreCase("identity")) {
            return;
        }
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
        throw new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send the body without Content-Encoding.", headers);
    }
}
