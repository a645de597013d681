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
 * The body of a request while it arrives, bounded in size.
 *
 * <p>What is there already is taken at once; for the rest the server calls when there is more (Jakarta Servlet 6.1, section
 * 3.7). Used by one thread at a time.
 */
final class IncomingBody {

    /** The largest body that is taken, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    // What is too large is read on for a while: were the connection closed on what the caller still sends, it would be
    // reset, and the caller would not see why.
    private static final int MAX_DISCARDED = 16 * MAX_BYTES;

    private static final int FIRST_GUESS = 4096;

    private final ServletInputStream in;
    private final long declared;
    private byte[] taken;
    private int length;

    /**
     * The body of a request, of which nothing is read yet.
     *
     * @throws IOException if the connection fails
     */
    IncomingBody(HttpServletRequest request) throws IOException {
        this.in = request.getInputStream();
        this.declared = request.getContentLengthLong();
        // Not more than a little for what is only declared: it may never come.
        this.taken = new byte[declared >= 0 && declared < FIRST_GUESS ? (int) declared : FIRST_GUESS];
    }

    /**
     * Takes what is there, waits for nothing, and says whether that is all of it.
     *
     * @throws IOException if the connection fails
     */
    boolean isComplete() throws IOException {
        // Of a body in chunks the server cannot tell without waiting.
        while (length < declared && in.available() > 0) {
            take();
        }
        return length == declared;
    }

    /**
     * Takes the rest as it arrives, on a thread of the server. The request must be asynchronous by now.
     *
     * @param complete runs once, when all of it is there
     * @param failed is told, instead, why that will never be so
     */
    void whenComplete(Runnable complete, Consumer<Throwable> failed) {
        in.setReadListener(new ReadListener() {
            @Override
            public void onDataAvailable() throws IOException {
                while (in.isReady() && !in.isFinished()) {
                    take();
                }
            }

            @Override
            public void onAllDataRead() {
                complete.run();
            }

            @Override
            public void onError(Throwable failure) {
                failed.accept(failure);
            }
        });
    }

    /**
     * All of the body, once it is complete.
     *
     * @throws ProblemException if it is too large
     */
    byte[] bytes() {
        if (length > MAX_BYTES) {
            throw tooLarge();
        }
        return length == taken.length ? taken : Arrays.copyOf(taken, length);
    }

    private void take() throws IOException {
        if (length == taken.length) {
            taken = Arrays.copyOf(taken, Math.min(taken.length * 2, MAX_BYTES + 1));
        }
        int start = length > MAX_BYTES ? 0 : length;
        length += Math.max(0, in.read(taken, start, taken.length - start));
        if (length > MAX_DISCARDED) {
            throw tooLarge();
        }
    }

    private static ProblemException tooLarge() {
        return new ProblemException(ProblemType.BODY_TOO_LARGE, "Send a body of at most " + MAX_BYTES + " bytes.");
    }
}
