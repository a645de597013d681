package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/** Takes the body of a request: JSON, bounded in size and in the time it may take to arrive. */
final class BodyReader {

    /** The largest body that is taken, in bytes. */
    static final int LARGEST = 64 * 1024;

    private static final String MEDIA_TYPE = "application/json";
    private static final int FIRST_GUESS = 4096;

    private final long mostNanos;

    BodyReader(Duration longest) {
        this.mostNanos = longest.toNanos();
    }

    /**
     * Reads the whole body.
     *
     * @throws ProblemException if it is of another type, too large, or too slow
     */
    byte[] read(HttpServletRequest request) throws IOException {
        requireJson(request.getContentType());
        requirePlain(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        long declared = request.getContentLengthLong();
        if (declared > LARGEST) {
            throw tooLarge();
        }
        // One byte more than declared, so that the end is met without growing.
        byte[] body = new byte[declared < 0 ? FIRST_GUESS : (int) declared + 1];
        int length = 0;
        long startedAt = System.nanoTime();
        InputStream in = request.getInputStream();
        for (int read = in.read(body); read >= 0; read = in.read(body, length, body.length - length)) {
            length += read;
            if (length > LARGEST) {
                throw tooLarge();
            }
            if (System.nanoTime() - startedAt > mostNanos) {
                throw new ProblemException(
                        ProblemType.BODY_TOO_SLOW, "Send the body within " + Duration.ofNanos(mostNanos) + ".");
            }
            if (length == body.length) {
                body = Arrays.copyOf(body, Math.min(body.length * 2, LARGEST + 1));
            }
        }
        return Arrays.copyOf(body, length);
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

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "Send a body of at most " + LARGEST + " bytes.");
    }
}
