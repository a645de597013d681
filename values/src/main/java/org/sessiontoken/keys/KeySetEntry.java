package org.sessiontoken.keys;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key of a key set with what else the set says of it.
 *
 * @param key the key
 * @param issuedAt when it was made: the member {@code iat}
 * @param notBefore from when on it is used: the member {@code nbf}, which issuing keys have and no others. Where it is empty,
 *     the key is used from the beginning
 * @param others the members that have no meaning for us, which are kept when the set is written again
 */
public record KeySetEntry(
        NamedKey key, Optional<Instant> issuedAt, Optional<Instant> notBefore, Map<String, @Nullable Object> others) {

    /** Keeps the order of the other members. */
    public KeySetEntry {
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    }

    /** A key of which nothing else is said. */
    public static KeySetEntry of(NamedKey key) {
        return new KeySetEntry(key, Optional.empty(), Optional.empty(), Map.of());
    }

    /**
     * The key of a set in which the order says what is used.
     *
     * @throws IllegalArgumentException if the key has an {@code nbf}, which somebody expects to have an effect
     */
    public NamedKey untimed() {
        if (notBefore.isPresent()) {
            throw new IllegalArgumentException("key '" + key.kid() + "' has 'nbf', which is for issuing keys alone:"
                    + " remove it; the order of the keys says which one is used");
        }
        return key;
    }

    /** Leaves out the members that are not known: they may be anything. */
    @Override
    public String toString() {
        return "KeySetEntry[key=" + key + ", issuedAt=" + issuedAt + ", notBefore=" + notBefore + "]";
    }
}
