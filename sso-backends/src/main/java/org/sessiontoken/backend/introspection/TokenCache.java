package org.sessiontoken.backend.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/**
 * Keeps active tokens for a configured time, and never past their expiry. It holds the hashes of tokens only.
 *
 * <p>The price is that a token which has been revoked in the meantime is accepted until its entry expires. Refused tokens are
 * not kept, so that made-up ones cannot fill the cache.
 */
final class TokenCache {

    private static final int MAX_SIZE = 10_000;

    private final Optional<Duration> cacheFor;
    private final Clock clock;
    private final Cache<TokenHash, Entry> entries;

    /** A cache, which stays empty if there is no duration. */
    TokenCache(Optional<Duration> cacheFor, Clock clock) {
        this.cacheFor = cacheFor;
        this.clock = clock;
        this.entries = Caffeine.newBuilder()
                .maximumSize(MAX_SIZE)
                .expireAfterWrite(cacheFor.orElse(Duration.ZERO))
                .build();
    }

    Optional<ActiveToken> find(Secret token) {
        if (cacheFor.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        return Optional.ofNullable(entries.getIfPresent(TokenHash.of(token)))
                .filter(entry ->
                        now.isBefore(entry.validUntil()) && !entry.token().isExpired(now))
                .map(Entry::token);
    }

    void put(Secret token, ActiveToken active) {
        cacheFor.ifPresent(time -> entries.put(
                TokenHash.of(token), new Entry(active, clock.instant().plus(time))));
    }

    private record Entry(ActiveToken token, Instant validUntil) {}
}
