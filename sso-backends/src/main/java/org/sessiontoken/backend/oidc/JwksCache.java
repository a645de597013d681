package org.sessiontoken.backend.oidc;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.sso.BackendLogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Caches the provider's keys, and bounds how often they are fetched.
 *
 * <pre>
 *   fetched ─────────── refresh ahead ───────── lifetime ─────────────── lifetime + outage tolerance
 *      keys are used       keys are used and       requests wait for a        no keys
 *                          fetched in parallel     fetch; if it fails,
 *                                                  the old keys are used
 * </pre>
 *
 * <p>Safe for all threads. The cache never blocks and has no thread of its own. At most one fetch is in progress, and at most
 * one begins in each refetch interval, whether the keys are old, were never fetched, or lack the one that a token names. So a
 * flood of made-up key names costs the provider one fetch per interval, and an outage needs no circuit breaker.
 */
final class JwksCache {

    private static final Logger LOG = LoggerFactory.getLogger(JwksCache.class);
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private final JwksSource source;
    private final JwksCacheSettings settings;
    private final Clock clock;

    private final Object lock = new Object();
    private volatile Fetched latest = new Fetched(ProviderKeys.NONE, Instant.EPOCH);
    private Instant lastFetchAt = Instant.EPOCH;
    private boolean lastFetchFailed = true;
    private @Nullable CompletableFuture<JwksSnapshot> fetching;

    JwksCache(JwksSource source, JwksCacheSettings settings, Clock clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    /** The keys, or none once their lifetime is over. Begins to fetch new ones before that. */
    ProviderKeys fresh() {
        Fetched now = latest;
        Duration age = since(now.at());
        if (age.compareTo(settings.refreshAge()) >= 0) {
            refetch();
        }
        return age.compareTo(settings.lifetime()) < 0 ? now.keys() : ProviderKeys.NONE;
    }

    /** The current keys: after a fetch if one may begin or is in progress, and otherwise at once. */
    CompletionStage<JwksSnapshot> refetch() {
        CompletableFuture<JwksSnapshot> begun;
        synchronized (lock) {
            if (fetching != null) {
                return fetching;
            }
            if (since(lastFetchAt).compareTo(settings.refetchInterval()) < 0) {
                return completedStage(snapshot());
            }
            lastFetchAt = clock.instant();
            begun = new CompletableFuture<>();
            fetching = begun;
        }
        // Outside the lock, and composed so that the fetch ends even if the source throws: otherwise no other fetch
        // would
        // ever begin.
        completedStage(source)
                .thenCompose(JwksSource::fetch)
                .exceptionally(JwksCache::failed)
                .thenAccept(keys -> begun.complete(store(keys)));
        return begun;
    }

    private static Optional<ProviderKeys> failed(Throwable bug) {
        Throwable cause = bug.getCause() == null ? bug : bug.getCause();
        LOG.atError()
                .addKeyValue(BackendLogKeys.EXCEPTION, cause.getClass().getName())
                .log("The provider's keys were not fetched because of a bug");
        return Optional.empty();
    }

    private JwksSnapshot store(Optional<ProviderKeys> keys) {
        synchronized (lock) {
            fetching = null;
            lastFetchFailed = keys.isEmpty();
            keys.ifPresent(fetched -> latest = new Fetched(fetched, lastFetchAt));
            return snapshot();
        }
    }

    private JwksSnapshot snapshot() {
        boolean usable = since(latest.at()).compareTo(settings.maxAge()) < 0;
        return new JwksSnapshot(usable ? latest.keys() : ProviderKeys.NONE, usable && !lastFetchFailed, retryAfter());
    }

    private Duration retryAfter() {
        Duration left = settings.refetchInterval().minus(since(lastFetchAt));
        return left.compareTo(MIN_WAIT) < 0 ? MIN_WAIT : left;
    }

    /** The time since an instant. A clock that is set back makes the keys old, not young, so that they are fetched again. */
    private Duration since(Instant then) {
        return Duration.between(then, clock.instant()).abs();
    }

    private record Fetched(ProviderKeys keys, Instant at) {}
}
