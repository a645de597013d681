package org.sessiontoken.session.issued;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.sessiontoken.value.TokenHash;

/** The session tokens that were issued, by their hashes, until they are forgotten. One thread changes it, and all may ask. */
public final class IssuedTokens {

    private final Map<TokenHash, IssuedToken> tokens = new ConcurrentHashMap<>();
    private final Queue<Expiry> expiries = new PriorityQueue<>(Comparator.comparing(Expiry::at));

    /** What a token is good for; empty if no record of its issue has been read, or it was forgotten. */
    public Optional<IssuedToken> find(TokenHash token) {
        return Optional.ofNullable(tokens.get(token));
    }

    /** How many tokens are known. */
    public int size() {
        return tokens.size();
    }

    /** Adds a token. The first record of its issue counts, and any other says the same. */
    void add(TokenHash hash, IssuedToken token) {
        if (tokens.putIfAbsent(hash, token) == null) {
            expiries.add(new Expiry(hash, token.expiresAt()));
        }
    }

    /** Forgets the tokens that expired before a time. */
    void forgetExpired(Instant before) {
        for (Expiry next = expiries.peek(); next != null && next.at().isBefore(before); next = expiries.peek()) {
            tokens.remove(expiries.remove().token());
        }
    }

    private record Expiry(TokenHash token, Instant at) {}
}
