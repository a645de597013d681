package org.sessiontoken.adapter.sessiontoken;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.springframework.http.HttpHeaders;

/**
 * The body of a request while it arrives: JSON, bounded in size and in the time that it may take. Used by one thread at a
 * time.
 */
final class IncomingBody {

    /** The largest body that is taken, in bytes. */
    static final int LARGEST = 64 * 1024;

    private static final String MEDIA_TYPE = "application/json";
    private static final int FIRST_GUESS = 4096;

    private final ServletInputStream in;
    private final long declared;
    private final Duration longest;
    private final long startedAt = System.nanoTime();
    private byte[] taken;
    private int length;

    private IncomingBody(ServletInputStream in, long declared, Duration longest) {
        this.in = in;
        this.declared = declared;
        this.longest = longest;
        // One byte more than declared, so that the end is met without growing.
        this.taken = new byte[declared < 0 ? FIRST_GUESS : (int) declared + 1];
    }

    /**
     * The body of a request, of which nothing is read yet.
     *
     * @param longest how long it may take
     * @throws ProblemException if it is of another type, or declared to be too large
     */
    static IncomingBody of(HttpServletRequest request, Duration longest) throws IOException {
        requireJson(request.getContentType());
        requirePlain(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        long declared = request.getContentLengthLong();
        if (declared > LARGEST) {
            throw tooLarge();
        }
        return new IncomingBody(request.getInputStream(), declared, longest);
    }

    /** Takes what has arrived, waits for nothing, and says whether that is all of it. */
    boolean hasArrived() throws IOException {
        // Of a body in chunks the server cannot tell without waiting.
        while (length < declared && in.available() > 0 && take()) {}
        return length == declared;
    }

    /**
     * All of the body, once it is there: waits for it.
     *
     * @throws ProblemException if it is too large, or too slow
     */
    byte[] await() throws IOException {
        while (length != declared && take()) {
            if (System.nanoTime() - startedAt > longest.toNanos()) {
                throw new ProblemException(ProblemType.BODY_TOO_SLOW, "Send the body within " + longest + ".");
            }
        }
        return Arrays.copyOf(taken, length);
    }

    /** Takes some more, if there is any to come. */
    private boolean take() throws IOException {
        int read = in.read(taken, length, taken.length - length);
        if (read < 0) {
            return false;
        }
        length += read;
        if (length > LARGEST) {
            throw tooLarge();
        }
        if (length == taken.length) {
            taken = Arrays.copyOf(taken, Math.min(taken.length * 2, LARGEST + 1));
        }
        return true;
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
