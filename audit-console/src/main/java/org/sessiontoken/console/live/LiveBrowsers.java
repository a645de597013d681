package org.sessiontoken.console.live;

import io.micrometer.core.instrument.Counter;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.sessiontoken.background.Step;

/** All browsers that watch: a bounded number. Writes to them in turn; ends those whose user has signed out or lost a role. */
final class LiveBrowsers implements Step, HttpSessionListener {

    private static final Duration PERIOD = Duration.ofMillis(100);

    private final Set<LiveBrowser> open = ConcurrentHashMap.newKeySet();
    private final int max;
    private final LongSupplier nanoTime;
    private final Counter skipped;
    private volatile boolean closed;

    LiveBrowsers(int max, LongSupplier nanoTime, Counter skipped) {
        this.max = max;
        this.nanoTime = nanoTime;
        this.skipped = skipped;
    }

    /** Whether there is room for one more. */
    boolean haveRoom() {
        return !closed && open.size() < max;
    }

    /** Begins to write to a browser. */
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
        open.removeIf(LiveBrowser::isGone);
        return PERIOD;
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
