package org.sessiontoken.adapter.server;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Lets clients leave before the server stops.
 *
 * <pre>
 * serving --signal to stop--> accepting --3/4 of the grace period--> closing --1/4, or no connections--> stopped
 * </pre>
 *
 * <p>From the signal on, the readiness probe fails and each answer says {@code Connection: close}, so that no client sends its
 * next request on a connection that is about to be closed. While accepting, new connections are accepted too, since it takes
 * a load balancer some time to notice. While closing, none are, and those that were accepted last are still answered. Spring
 * Boot then waits for the requests in flight, and closes what is left: connections that nobody has used for a while.
 */
public final class ConnectionDrain implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionDrain.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    private final Duration gracePeriod;
    private volatile @Nullable AdapterProtocol protocol;
    private volatile boolean running;
    private volatile boolean stopping;

    ConnectionDrain(Duration gracePeriod) {
        this.gracePeriod = gracePeriod;
    }

    void setProtocol(AdapterProtocol protocol) {
        this.protocol = protocol;
    }

    /** Whether the server has been told to stop, so that answers end their connections. */
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void start() {
        stopping = false;
        running = true;
    }

    @Override
    public void stop() {
        stopping = true;
        AdapterProtocol server = protocol;
        if (server != null && !gracePeriod.isZero()) {
            LOG.atInfo().log("Answers end their connections now, since the program stops");
            Duration closing = gracePeriod.dividedBy(4);
            boolean undisturbed = await(gracePeriod.minus(closing), () -> false);
            server.stopAccepting();
            if (undisturbed) {
                await(closing, () -> server.getConnectionCount() == 0);
            }
        }
        running = false;
    }

    /** Waits for a condition, for at most this time, and returns false if the thread was interrupted. */
    private static boolean await(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (!condition.getAsBoolean() && System.nanoTime() < end) {
                Thread.sleep(POLL_INTERVAL.toMillis());
            }
            return true;
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops before the server does. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
