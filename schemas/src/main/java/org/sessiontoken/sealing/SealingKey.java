package org.sessiontoken.sealing;

import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.RequestorName;

/**
 * A key that a requestor and the broker share to seal what they tell each other.
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
