package org.sessiontoken.session.signon;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;

/**
 * Reads the partitions of the sign-on topic that the group gives to this instance. After a failure a new membership goes on from
 * the committed offsets, and reads again what may matter.
 */
final class SignOnReader implements Step {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<SignOnSession> sessions;
    private volatile @Nullable SignOnSession session;
    private volatile boolean reading;

    SignOnReader(Supplier<SignOnSession> sessions) {
        this.sessions = sessions;
    }

    @Override
    public Duration run() throws Exception {
        SignOnSession current = session;
        if (current == null) {
            current = sessions.get();
            session = current;
            current.open();
        }
        current.poll(POLL);
        reading = current.isMember();
        return Duration.ZERO;
    }

    @Override
    public void cancel() {
        SignOnSession current = session;
        if (current != null) {
            current.wakeUp();
        }
    }

    @Override
    public void finish() {
        SignOnSession current = session;
        if (current != null) {
            current.drain();
        }
    }

    @Override
    public void release() {
        reading = false;
        SignOnSession last = session;
        session = null;
        if (last != null) {
            last.close();
        }
    }

    /** Whether it is in its group. */
    boolean isReading() {
        return reading;
    }
}
