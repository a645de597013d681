package org.sessiontoken.broker.issuing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.sessiontoken.keys.KeySetEntry;
import org.sessiontoken.keys.NamedKey;

/**
 * The issuing keys, each with the time from when on requests get their tokens by it, until the next key begins. Which key is
 * used depends on a request's own time and on nothing else: not on the order of the keys, the clock of an instance, or when it
 * has learned of a key. So all instances that have the same keys derive the same token for a request, however often and whenever
 * they process it. Immutable.
 */
public final class IssuingKeys {

    private final NavigableMap<Instant, NamedKey> byBeginning;

    private IssuingKeys(NavigableMap<Instant, NamedKey> byBeginning) {
        this.byBeginning = byBeginning;
    }

    /**
     * The issuing keys of a key set. A key without {@code nbf} begins before all others.
     *
     * @throws IllegalArgumentException if a key is not for HS256, or two keys begin at the same time
     */
    public static IssuingKeys of(List<KeySetEntry> entries) {
        NavigableMap<Instant, NamedKey> byBeginning = new TreeMap<>();
        for (KeySetEntry entry : entries) {
            NamedKey key = entry.key();
            if (!key.algorithm().equals("HS256")) {
                throw new IllegalArgumentException("issuing key '" + key.kid() + "' must be for HS256");
            }
            NamedKey other = byBeginning.put(entry.notBefore().orElse(Instant.MIN), key);
            if (other != null) {
                throw new IllegalArgumentException("issuing keys '" + other.kid() + "' and '" + key.kid()
                        + "' must not begin at the same time: give the newer one an 'nbf', the time in seconds since 1970"
                        + " from when on requests get their tokens by it");
            }
        }
        return new IssuingKeys(byBeginning);
    }

    /** The key for requests that were made at a time. What is older than all keys gets the first of them. */
    NamedKey at(Instant requestedAt) {
        Map.Entry<Instant, NamedKey> begun = byBeginning.floorEntry(requestedAt);
        return (begun == null ? byBeginning.firstEntry() : begun).getValue();
    }

    /** Whether other keys result in the same tokens for all requests from one time to another. */
    boolean agreeWith(IssuingKeys other, Instant from, Instant to) {
        return Stream.of(Stream.of(from, to), beginnings(from, to), other.beginnings(from, to))
                .flatMap(times -> times)
                .allMatch(time -> at(time).equals(other.at(time)));
    }

    private Stream<Instant> beginnings(Instant from, Instant to) {
        return byBeginning.subMap(from, true, to, true).keySet().stream();
    }
}
