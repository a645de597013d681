package org.sessiontoken.broker.issuing;

import java.util.List;
import org.sessiontoken.keys.HmacSha256;
import org.sessiontoken.keys.NamedKey;

/** Keys for other purposes than issuing, which all instances have as well: each is an HMAC of its purpose under the issuing key. */
public final class DerivedKeys {

    private static final String DERIVATION = "ags-derived-key-v1";

    private final NamedKey key;

    DerivedKeys(NamedKey key) {
        this.key = key;
    }

    /** The 32 bytes of the key for a purpose. */
    public byte[] of(String purpose) {
        return HmacSha256.of(key.material().bytes(), List.of(DERIVATION, purpose));
    }
}
