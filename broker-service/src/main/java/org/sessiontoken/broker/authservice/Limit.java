package org.sessiontoken.broker.authservice;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How much one auth service is asked: so many requests a second, in bursts of a second's worth, and so many at once, so
 * that one that is slow does not use up what others need. Counted on each instance by itself. Safe for all threads.
 */
public final class Limit {

    private final @Nullable Bucket rate;
    private final Semaphore places;

    Limit(@Nullable Integer requestsPerSecond, int mostInFlight) {
        this.rate = requestsPerSecond == null
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(requestsPerSecond)
                                .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                        .build();
        this.places = new Semaphore(mostInFlight);
    }

    /** How long to wait before the next request, or nothing if one may be made now: then it is counted. */
    public Optional<Duration> throttle() {
        if (rate == null) {
            return Optional.empty();
        }
        long wait = rate.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
        return wait == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(wait, TimeUnit.SECONDS.toNanos(1))));
    }

    /** Takes a place among the requests in flight, to be {@linkplain #leave() left} again; false where there is none. */
    public boolean enter() {
        return places.tryAcquire();
    }

    /** Gives a place back. */
    public void leave() {
        places.release();
    }
}
