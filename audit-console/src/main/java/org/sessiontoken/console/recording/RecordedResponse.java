package org.sessiontoken.console.recording;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response that lets nothing be written before the access is recorded. A refusal shows nothing and is written without a record. Safe
 * for all threads.
 */
final class RecordedResponse extends HttpServletResponseWrapper {

    private final Recording recording;
    private boolean recorded;
    private @Nullable AccessNotRecordedException failure;

    /** Records the access. */
    @FunctionalInterface
    interface Recording {

        void record() throws AccessNotRecordedException;
    }

    RecordedResponse(HttpServletResponse response, Recording recording) {
        super(response);
        this.recording = recording;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        recordOnce();
        return super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        recordOnce();
        return super.getWriter();
    }

    @Override
    public void flushBuffer() throws IOException {
        recordOnce();
        super.flushBuffer();
    }

    /**
     * Records the access, if that is not done, and if it was not refused.
     *
     * @throws IOException if it cannot be recorded; without a cause, so that no endpoint takes it for a failure of its own
     */
    synchronized void recordOnce() throws IOException {
        if (recorded || getStatus() >= SC_BAD_REQUEST) {
            return;
        }
        try {
            if (failure == null) {
                recording.record();
                recorded = true;
                return;
            }
        } catch (AccessNotRecordedException unrecorded) {
            failure = unrecorded;
        }
        throw new IOException("the access is not recorded");
    }

    /** Why the access could not be recorded, if it could not: then nothing was written. */
    synchronized Optional<AccessNotRecordedException> failure() {
        return Optional.ofNullable(failure);
    }
}
