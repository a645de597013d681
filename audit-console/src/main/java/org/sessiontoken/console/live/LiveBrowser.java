package org.sessiontoken.console.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.sessiontoken.console.live.LiveQueue.Events;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open response. The live thread writes when the server can take it, and never waits; the server says on a thread of its own
 * when it can take more.
 */
final class LiveBrowser implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveBrowser.class);

    /** Whoever takes nothing for so long is not there any more. */
    private static final long MAX_BLOCKED_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Duration MAX_WRITE = Duration.ofSeconds(5);

    /** Whoever loses a role sees no more than this of what comes. */
    private static final long RIGHTS_NANOS = Duration.ofSeconds(1).toNanos();

    private final LiveQueue<?> queue;
    private final AsyncContext response;
    private final ServletOutputStream out;
    private final String user;
    private final String session;
    private final BooleanSupplier allowed;
    private final long heartbeatNanos;
    private final long endsAt;

    /** Held while the response is touched: once it has ended, the server uses its buffers for the response to somebody else. */
    private final ReentrantLock touching = new ReentrantLock();

    private volatile boolean writable;
    private volatile boolean gone;

    // For the live thread alone.
    private boolean flushing;
    private long writtenAt;
    private long allowedAt;

    /**
     * A response that has begun.
     *
     * @param user who watches
     * @param session the ID of the user's session, with which the response ends
     * @param allowed whether the user may still see what is written
     * @param now the time, as of {@link System#nanoTime()}
     */
    LiveBrowser(
            LiveQueue<?> queue,
            AsyncContext response,
            ServletOutputStream out,
            String user,
            String session,
            BooleanSupplier allowed,
            LiveProperties properties,
            long now) {
        this.queue = queue;
        this.response = response;
        this.out = out;
        this.user = user;
        this.session = session;
        this.allowed = allowed;
        this.allowedAt = now;
        this.heartbeatNanos = properties.heartbeat().toNanos();
        this.endsAt = now + properties.maxDuration().toNanos();
        // The first heartbeat is due at once: it tells the browser that the response has begun.
        this.writtenAt = now - heartbeatNanos;
    }

    String user() {
        return user;
    }

    String session() {
        return session;
    }

    boolean isGone() {
        return gone;
    }

    /**
     * Writes what there is.
     *
     * @return how many rows were skipped
     */
    long write(long now) {
        touching.lock();
        try {
            return gone ? 0 : writeOrEnd(now);
        } finally {
            touching.unlock();
        }
    }

    private long writeOrEnd(long now) {
        if (now - endsAt >= 0 || now - writtenAt > MAX_BLOCKED_NANOS) {
            end();
            return 0;
        }
        try {
            if (!isAllowed(now)) {
                end();
                return 0;
            }
            return writeIfPossible(now);
        } catch (IOException left) {
            end();
            return 0;
        } catch (Throwable broken) {
            // The server throws whatever it likes at a response that it has ended itself meanwhile.
            LOG.atDebug()
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(broken))
                    .log("A watcher is let go");
            end();
            return 0;
        }
    }

    private boolean isAllowed(long now) {
        if (now - allowedAt < RIGHTS_NANOS) {
            return true;
        }
        allowedAt = now;
        return allowed.getAsBoolean();
    }

    private long writeIfPossible(long now) throws IOException {
        if (!writable) {
            return 0;
        }
        if (flushing) {
            flush();
            return 0;
        }
        Events events = queue.take();
        if (events.events().length > 0) {
            write(events.events(), now);
        } else if (now - writtenAt >= heartbeatNanos) {
            write(queue.heartbeat(), now);
        }
        return events.skipped();
    }

    private void write(byte[] bytes, long now) throws IOException {
        // First: the server may call onWritePossible as soon as isReady has said no.
        writable = false;
        out.write(bytes);
        writtenAt = now;
        flushing = true;
        if (out.isReady()) {
            flush();
        }
    }

    private void flush() throws IOException {
        writable = false;
        flushing = false;
        out.flush();
        if (out.isReady()) {
            writable = true;
        }
    }

    @Override
    public void onWritePossible() {
        writable = true;
    }

    @Override
    public void onError(Throwable left) {
        end();
    }

    /** Ends the response, when nobody writes to it; the browser asks again by itself. */
    void end() {
        boolean alone = await();
        try {
            complete();
        } finally {
            if (alone) {
                touching.unlock();
            }
        }
    }

    private void complete() {
        if (!gone) {
            gone = true;
            try {
                response.complete();
            } catch (IllegalStateException ended) {
                // The server has ended it before.
            }
        }
    }

    /** Whoever writes does so without waiting for the browser, and so for microseconds. */
    private boolean await() {
        try {
            return touching.tryLock(MAX_WRITE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
