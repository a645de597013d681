package org.sessiontoken.backend.sharedsecret;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.keys.NamedKey;

/**
 * The secrets shared with head-ends, each for one algorithm only (RFC 8725, section 3.1).
 *
 * <p>A key is found by {@code kid} among these and nowhere else: {@code jwk}, {@code jku}, {@code x5c} and {@code x5u},
 * with which a token would bring its own key, are ignored (RFC 8725, section 3.10).
 */
final class SharedKeys {

    private final Map<String, SharedKey> byKid = new HashMap<>();

    SharedKeys(List<NamedKey> keys) {
        keys.forEach(key -> byKid.put(key.kid(), SharedKey.of(key)));
    }

    /** The reason to refuse a token, or empty if it is genuine. */
    Optional<JwtReason> refusal(CompactJws jws) {
        Map<String, ?> header = jws.header();
        if (jws.hasUnsupportedHeader()) {
            return Optional.of(JwtReason.UNSUPPORTED_HEADER);
        }
        SharedKey key = find(header.get("kid"));
        if (key == null) {
            return Optional.of(JwtReason.UNKNOWN_KEY);
        }
        if (!key.isFor(header.get("alg"))) {
            return Optional.of(JwtReason.WRONG_ALGORITHM);
        }
        return key.signed(jws) ? Optional.empty() : Optional.of(JwtReason.BAD_SIGNATURE);
    }

    private @Nullable SharedKey find(@Nullable Object kid) {
        return kid instanceof String name ? byKid.get(name) : null;
    }
}
