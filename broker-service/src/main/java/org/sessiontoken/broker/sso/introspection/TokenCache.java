package org.sessiontoken.broker.sso.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/**
 * Remembers which tokens were found active, for a while and never past their end. Tokens are known by their hash alone.
 *
 * <p>A token that was revoked meanwhile is believed until then: that is its price. One that was refused is asked about
 * again each time, so that nobody can fill the cache with what he makes up.
 */
final class TokenCache {

    private static final int MAX_SIZE = 10_000;

    private final Optional<Duration> cacheFor;
    private final Clock clock;
    private final Cache<TokenHash, Entry> entries;

    /** A cache, which remembers nothing where there is no duration. */
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
                        now.isBefore(entry.goodUntil()) && !entry.token().isExpired(now))
                .map(Entry::token);
    }

    void remember(Secret token, ActiveToken active) {
        cacheFor.ifPresent(time -> entries.put(
                TokenHash.of(token), new Entry(active, clock.instant().plus(time))));
    }

    private record Entry(ActiveToken token, Instant goodUntil) {}
}
