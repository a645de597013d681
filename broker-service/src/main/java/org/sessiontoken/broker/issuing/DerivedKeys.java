package org.sessiontoken.broker.issuing;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.sessiontoken.keys.HmacSha256;

/**
 * Keys for other purposes than issuing, which all instances have as well: each is an HMAC of its purpose under the issuing key that
 * is used now. Safe for all threads.
 */
public final class DerivedKeys {

    private static final String DERIVATION = "ags-derived-key-v1";

    private final Supplier<IssuingKeys> keys;
    private final Clock clock;

    DerivedKeys(Supplier<IssuingKeys> keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The 32 bytes of the key for a purpose, which are others once another issuing key begins. */
    public byte[] of(String purpose) {
        return HmacSha256.of(keys.get().at(clock.instant()).material().bytes(), List.of(DERIVATION, purpose));
    }
}
