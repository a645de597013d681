package org.sessiontoken.console.live;

import io.micrometer.core.instrument.Counter;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sessiontoken.background.Step;
import org.sessiontoken.console.permit.UserPermits;

/** All browsers that watch: a bounded number. Writes to them in turn; ends those whose user has signed out or lost a role. */
final class LiveBrowsers implements Step, HttpSessionListener {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Set<LiveBrowser> open = ConcurrentHashMap.newKeySet();
    private final UserPermits permits;
    private final LongSupplier nanoTime;
    private final Counter skipped;
    private volatile boolean closed;

    LiveBrowsers(int max, LongSupplier nanoTime, Counter skipped) {
        this.permits = new UserPermits(max);
        this.nanoTime = nanoTime;
        this.skipped = skipped;
    }

    /** Takes a place for a browser of this user, or says why there is none. It ends with the browser, or is {@linkplain #release given back}. */
    Optional<UserPermits.Shortage> acquire(String user) {
        return closed ? Optional.of(UserPermits.Shortage.OF_ALL) : permits.acquire(user);
    }

    /** Gives back the place of a browser that was not added. */
    void release(String user) {
        permits.release(user);
    }

    /** Begins to write to a browser, which has a place. */
    void add(LiveBrowser browser) {
        open.add(browser);
    }

    int count() {
        return open.size();
    }

    @Override
    public Duration run() {
        long now = nanoTime.getAsLong();
        for (LiveBrowser browser : open) {
            skipped.increment(browser.write(now));
        }
        open.removeIf(this::isGone);
        return PERIOD;
    }

    private boolean isGone(LiveBrowser browser) {
        if (browser.isGone()) {
            permits.release(browser.user());
            return true;
        }
        return false;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent ended) {
        String session = ended.getSession().getId();
        open.stream().filter(browser -> browser.session().equals(session)).forEach(LiveBrowser::end);
    }

    /** Ends all responses, since the server stops once there are none. */
    void close() {
        closed = true;
        open.forEach(LiveBrowser::end);
    }
}
