package org.sessiontoken.broker.authservice;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the requests per second of one auth service, on this instance. Bursts of as many requests as one second allows are
 * accepted. Safe for all threads.
 */
public final class RateLimit {

    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private final @Nullable Integer requestsPerSecond;
    private final @Nullable Bucket bucket;

    RateLimit(@Nullable Integer requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
        this.bucket = requestsPerSecond == null
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(requestsPerSecond)
                                .refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
                        .build();
    }

    /** No limit. */
    public static RateLimit unlimited() {
        return new RateLimit(null);
    }

    /** How many requests a second there may be; null if there is no limit. */
    @Nullable
    Integer requestsPerSecond() {
        return requestsPerSecond;
    }

    /** How long to wait before the next request, or empty if a request is allowed now; it is then counted. */
    public Optional<Duration> throttle() {
        if (bucket == null || bucket.tryConsume(1)) {
            return Optional.empty();
        }
        return Optional.of(MIN_WAIT);
    }
}
