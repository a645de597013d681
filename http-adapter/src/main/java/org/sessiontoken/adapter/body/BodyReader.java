package org.sessiontoken.adapter.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.sessiontoken.adapter.problem.ProblemException;
import org.sessiontoken.adapter.problem.ProblemType;
import org.springframework.http.HttpHeaders;

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

    /**
     * What a body may take whatever others take, so that nobody can keep out the usual bodies by sending large ones slowly. The
     * maximum number of connections bounds it in total.
     */
    private static final int INITIAL_CAPACITY = 4096;

    /** A caller that means well has sent this much, or all it has, within that time. */
    private static final int FIRST_BYTES = 1024;

    private static final Duration FIRST_BYTES_TIMEOUT = Duration.ofSeconds(3);

    private final ServletInputStream in;
    private final BodyMemory memory;
    private final long declaredLength;
    private final long startedAt = System.nanoTime();
    private byte[] buffer;
    private int length;
    private int memoryTaken;
    private boolean waiting;
    private boolean released;

    /**
     * A reader that has read nothing yet.
     *
     * @param memory what a body takes from above its first few kilobytes, while it is incomplete
     * @throws IOException if the connection fails
     */
    BodyReader(HttpServletRequest request, BodyMemory memory) throws IOException {
        this.in = request.getInputStream();
        this.memory = memory;
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
        waiting = true;
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                while (in.isReady() && !in.isFinished()) {
                    read();
                }
                if (length < FIRST_BYTES
                        && !in.isFinished()
                        && System.nanoTime() - startedAt > FIRST_BYTES_TIMEOUT.toNanos()) {
                    throw new SocketTimeoutException("the first bytes of the body took too long to arrive");
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

    /** Gives the memory back that others may take then. The reader takes none from then on. */
    synchronized void releaseMemory() {
        memory.release(memoryTaken);
        memoryTaken = 0;
        released = true;
    }

    private void read() throws IOException {
        if (waiting) {
            takeMemory(buffer.length);
        }
        if (length == buffer.length) {
            int capacity = Math.min(buffer.length * 2, MAX_BYTES + 1);
            if (waiting) {
                takeMemory(capacity);
            }
            buffer = Arrays.copyOf(buffer, capacity);
        }
        int start = length > MAX_BYTES ? 0 : length;
        length += Math.max(0, in.read(buffer, start, buffer.length - start));
        if (length > MAX_DISCARDED) {
            throw tooLarge();
        }
    }

    /** Takes what a buffer of this capacity needs above the initial one, unless it was taken before. */
    private synchronized void takeMemory(int capacity) {
        int missing = capacity - INITIAL_CAPACITY - memoryTaken;
        if (missing <= 0 || released) {
            return;
        }
        if (!memory.take(missing)) {
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, "1");
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "Send the body at once, with the headers, and not in chunks.", headers);
        }
        memoryTaken += missing;
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "Send a body of at most " + MAX_BYTES + " bytes.");
    }
}
