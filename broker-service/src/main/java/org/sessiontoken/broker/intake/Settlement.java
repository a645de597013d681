package org.sessiontoken.broker.intake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.sessiontoken.background.Timers;

/**
 * Tells when no reply to a request can be on its way to Kafka any more, whoever has sent it. A reply that was decided before the
 * deadline is not sent after it, and reaches its topic soon after that or not at all. Safe for all threads.
 */
final class Settlement implements AutoCloseable {

    private final InstantSource time;
    private final Duration onTheWay;
    private final Duration maxLifetime;
    private final Timers timers = new Timers("settlement");

    /**
     * Tells it by Kafka's clock: an instance whose own is wrong has to wait for the others, too.
     *
     * @param onTheWay how long after it was sent a reply may reach its topic
     * @param maxLifetime how far ahead a deadline may be
     */
    Settlement(InstantSource time, Duration onTheWay, Duration maxLifetime) {
        this.time = time;
        this.onTheWay = onTheWay;
        this.maxLifetime = maxLifetime;
    }

    /** Completes when it is so for a request with this deadline; at once if that was long ago, and never once this is closed. */
    CompletionStage<Void> of(Instant deadline) {
        Duration left = Duration.between(time.instant(), deadline.plus(onTheWay));
        if (left.isNegative() || left.isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        // On a machine that was suspended, the time stands where it was until the next reply is written.
        Duration max = maxLifetime.plus(onTheWay);
        CompletableFuture<Void> settled = new CompletableFuture<>();
        timers.schedule(
                () -> settled.complete(null), (left.compareTo(max) < 0 ? left : max).toMillis(), TimeUnit.MILLISECONDS);
        return settled;
    }

    @Override
    public void close() {
        timers.finish();
    }
}
