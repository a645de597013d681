package org.sessiontoken.broker.sso.oidc;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the provider's keys, and asks for them no more often than it may.
 *
 * <pre>
 *   fetched ──────── refresh ahead ──── lifetime ──────────── lifetime + outage tolerance
 *      serve            serve, and         wait for a fetch;          none
 *                       fetch beside       serve if it fails
 * </pre>
 *
 * <p>Safe for all threads; it waits for nothing and has no thread of its own. At most one fetch is under way, and at most
 * one is begun in each refetch interval, whether keys grew old, were never had, or a token named one that is not known. So a
 * flood of made-up key names costs the provider one fetch an interval, and an outage is its own circuit breaker.
 */
final class KeyCache {

    private static final Logger LOG = LoggerFactory.getLogger(KeyCache.class);
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private final KeySource source;
    private final KeyTimes times;
    private final Clock clock;

    private final Object lock = new Object();
    private volatile Fetched latest = new Fetched(ProviderKeys.NONE, Instant.EPOCH);
    private Instant triedAt = Instant.EPOCH;
    private boolean failed = true;
    private @Nullable CompletableFuture<KeySnapshot> underWay;

    KeyCache(KeySource source, KeyTimes times, Clock clock) {
        this.source = source;
        this.times = times;
        this.clock = clock;
    }

    /** The keys, unless they have outlived their time; begins to refresh them beforehand. */
    ProviderKeys fresh() {
        Fetched now = latest;
        Duration age = since(now.at());
        if (age.compareTo(times.refreshAge()) >= 0) {
            refetch();
        }
        return age.compareTo(times.lifetime()) < 0 ? now.keys() : ProviderKeys.NONE;
    }

    /** The best that can be known now: after a fetch, if one may be made or is under way, and otherwise at once. */
    CompletionStage<KeySnapshot> refetch() {
        CompletableFuture<KeySnapshot> mine;
        synchronized (lock) {
            if (underWay != null) {
                return underWay;
            }
            if (since(triedAt).compareTo(times.refetchInterval()) < 0) {
                return completedStage(onHand());
            }
            triedAt = clock.instant();
            mine = new CompletableFuture<>();
            underWay = mine;
        }
        // Outside the lock, and composed so that even a source that throws ends the fetch: otherwise it would be the
        // last.
        completedStage(source)
                .thenCompose(KeySource::fetch)
                .exceptionally(KeyCache::nothing)
                .thenAccept(keys -> mine.complete(take(keys)));
        return mine;
    }

    private static Optional<ProviderKeys> nothing(Throwable bug) {
        Throwable cause = bug.getCause() == null ? bug : bug.getCause();
        LOG.atError().addKeyValue("bug", cause.getClass().getName()).log("Keys were not fetched because of a bug");
        return Optional.empty();
    }

    private KeySnapshot take(Optional<ProviderKeys> keys) {
        synchronized (lock) {
            underWay = null;
            failed = keys.isEmpty();
            keys.ifPresent(fetched -> latest = new Fetched(fetched, triedAt));
            return onHand();
        }
    }

    private KeySnapshot onHand() {
        boolean usable = since(latest.at()).compareTo(times.lastAge()) < 0;
        return new KeySnapshot(usable ? latest.keys() : ProviderKeys.NONE, usable && !failed, retryAfter());
    }

    private Duration retryAfter() {
        Duration left = times.refetchInterval().minus(since(triedAt));
        return left.compareTo(MIN_WAIT) < 0 ? MIN_WAIT : left;
    }

    /** How long ago that was. A clock that was set back makes keys old, not young, so that they are fetched again. */
    private Duration since(Instant then) {
        return Duration.between(then, clock.instant()).abs();
    }

    private record Fetched(ProviderKeys keys, Instant at) {}
}
