package org.sessiontoken.sealing;

import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

/**
 * A key that a requestor and the broker share, with which each seals what it sends to the other.
 *
 * @param owner the requestor
 * @param key for {@code A256GCMKW}
 */
public record SealingKey(RequestorName owner, NamedKey key) {

    static final String ALGORITHM = "A256GCMKW";

    /** Refuses a key for another algorithm. */
    public SealingKey {
        if (!key.algorithm().equals(ALGORITHM)) {
            throw new IllegalArgumentException(
                    "sealing key '" + key.kid() + "' of requestor '" + owner + "' must be for " + ALGORITHM);
        }
    }
}
