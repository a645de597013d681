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
 *   fetched ─────────── refresh ahead ──────────────────────── lifetime + outage tolerance
 *      keys are used       keys are used at once, and fetched      no keys: requests wait
 *                          beside the requests                     for a fetch
 * </pre>
 *
 * <p>Safe for all threads. The cache never blocks and has no thread of its own. At most one fetch is in progress, and at most
 * one begins in each refetch interval, whether the keys are old, were never fetched, or lack the one that a token names. So a
 * flood of made-up key names costs the provider one fetch per interval, and an outage needs no circuit breaker. While there
 * are keys, few requests wait for a fetch, so that a flood cannot use up what the other requests need.
 */
final class JwksCache {

    /** How many requests may wait for a fetch while there are keys. */
    static final int MAX_WAITING = 16;

    private static final Logger LOG = LoggerFactory.getLogger(JwksCache.class);
    private static final Duration MIN_WAIT = Duration.ofSeconds(1);

    private final JwksSource source;
    private final JwksCacheSettings settings;
    private final Clock clock;

    private final Object lock = new Object();
    private volatile Fetched latest = new Fetched(ProviderKeys.NONE, Instant.EPOCH);
    private Instant lastFetchAt = Instant.EPOCH;
    private @Nullable CompletableFuture<JwksSnapshot> fetching;
    private int waiting;

    JwksCache(JwksSource source, JwksCacheSettings settings, Clock clock) {
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    /** The keys on hand, or none if they are too old. */
    ProviderKeys known() {
        return usable(latest);
    }

    /** Begins to fetch new keys beside the requests if those on hand are old. */
    void refreshInTime() {
        if (since(latest.at()).compareTo(settings.refreshAge()) >= 0) {
            beginFetch();
        }
    }

    /**
     * The keys for a token that names an unknown one. They are current only if their fetch began here: of a fetch that was in
     * progress before, the response may be older than the key.
     */
    CompletionStage<JwksSnapshot> lookUp() {
        Optional<CompletableFuture<JwksSnapshot>> begun = beginFetch();
        if (begun.isPresent()) {
            return begun.get();
        }
        synchronized (lock) {
            boolean mayWait = known().equals(ProviderKeys.NONE) || waiting < MAX_WAITING;
            if (fetching == null || !mayWait) {
                return completedStage(snapshot(false));
            }
            waiting++;
            return fetching.thenApply(JwksSnapshot::asOfBefore);
        }
    }

    /** Begins a fetch, unless one is in progress or the last one began too short a time ago. */
    Optional<CompletableFuture<JwksSnapshot>> beginFetch() {
        CompletableFuture<JwksSnapshot> begun;
        synchronized (lock) {
            if (fetching != null || since(lastFetchAt).compareTo(settings.refetchInterval()) < 0) {
                return Optional.empty();
            }
            lastFetchAt = clock.instant();
            begun = new CompletableFuture<>();
            fetching = begun;
            waiting = 0;
        }
        // Outside the lock, and composed so that the fetch ends even if the source throws: otherwise no other fetch
        // would ever begin.
        completedStage(source)
                .thenCompose(JwksSource::fetch)
                .exceptionally(JwksCache::failed)
                .thenAccept(keys -> begun.complete(store(keys)));
        return Optional.of(begun);
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
            keys.ifPresent(fetched -> latest = new Fetched(fetched, lastFetchAt));
            return snapshot(keys.isPresent());
        }
    }

    private JwksSnapshot snapshot(boolean isCurrent) {
        return new JwksSnapshot(known(), isCurrent, retryAfter());
    }

    private ProviderKeys usable(Fetched fetched) {
        return since(fetched.at()).compareTo(settings.maxAge()) < 0 ? fetched.keys() : ProviderKeys.NONE;
    }

    private Duration retryAfter() {
        if (fetching != null) {
            return MIN_WAIT;
        }
        Duration left = settings.refetchInterval().minus(since(lastFetchAt));
        return left.compareTo(MIN_WAIT) < 0 ? MIN_WAIT : left;
    }

    /** The time since an instant. A clock that is set back makes the keys old, not young, so that they are fetched again. */
    private Duration since(Instant then) {
        return Duration.between(then, clock.instant()).abs();
    }

    private record Fetched(ProviderKeys keys, Instant at) {}
}
