package org.sessiontoken.adapter.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;

/**
 * Reads the body of a request without blocking, up to a maximum size.
 *
 * <p>The part that has arrived is read at once; for the rest, the server calls a listener whenever more has arrived (Jakarta
 * Servlet 6.1, section 3.7). For one thread at a time.
 */
final class BodyReader {

    /** The maximum size of a body, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    // A body that is too large is read further, up to this limit. If the connection were closed while the caller still
    // sends, the caller would see a reset connection and not the response that explains it.
    private static final int MAX_DISCARDED = 16 * MAX_BYTES;

    private static final int INITIAL_CAPACITY = 4096;

    private final ServletInputStream in;
    private final long declaredLength;
    private byte[] buffer;
    private int length;

    /**
     * A reader that has read nothing yet.
     *
     * @throws IOException if the connection fails
     */
    BodyReader(HttpServletRequest request) throws IOException {
        this.in = request.getInputStream();
        this.declaredLength = request.getContentLengthLong();
        // A declared length alone gets little memory: the bytes may never arrive.
        this.buffer = new byte
                [declaredLength >= 0 && declaredLength < INITIAL_CAPACITY ? (int) declaredLength : INITIAL_CAPACITY];
    }

    /**
     * Reads the bytes that have arrived, without waiting for more, and returns whether the body is complete. For a body in
     * chunks the result is always false, since the server cannot tell without waiting.
     *
     * @throws IOException if the connection fails
     */
    boolean readAvailable() throws IOException {
        while (length < declaredLength && in.available() > 0) {
            read();
        }
        return length == declaredLength;
    }

    /**
     * Reads the remaining bytes as they arrive, on a thread of the server. Asynchronous processing of the request must have
     * been started.
     *
     * @param onComplete runs once, when the body is complete
     * @param onFailure receives, in its place, the reason why the body can never be complete
     */
    void readRemaining(Runnable onComplete, Consumer<Throwable> onFailure) {
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                while (in.isReady() && !in.isFinished()) {
                    read();
                }
            }

            @Override
            public void onAllDataRead() {
                onComplete.run();
            }

            @Override
            public void onError(Throwable failure) {
                onFailure.accept(failure);
            }
        });
    }

    /**
     * The whole body, once it is complete.
     *
     * @throws ProblemException if the body is too large
     */
    byte[] bytes() {
        if (length > MAX_BYTES) {
            throw tooLarge();
        }
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    }

    private void read() throws IOException {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_BYTES + 1));
        }
        int start = length > MAX_BYTES ? 0 : length;
        length += Math.max(0, in.read(buffer, start, buffer.length - start));
        if (length > MAX_DISCARDED) {
            throw tooLarge();
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "Send a body of at most " + MAX_BYTES + " bytes.");
    }
}
