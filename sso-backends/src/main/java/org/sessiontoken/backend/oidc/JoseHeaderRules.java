package org.sessiontoken.backend.oidc;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.backend.jwt.JwtReason;

/** The rules for a token's header, which come before any key is looked up. */
final class JoseHeaderRules {

    /** The type of ID tokens, which their headers may omit. */
    static final String DEFAULT_TYPE = "JWT";

    private static final String MEDIA_TYPE = "application/";

    private final Set<SigningAlgorithm> algorithms;
    private final String type;

    JoseHeaderRules(Set<SigningAlgorithm> algorithms, String type) {
        this.algorithms = Set.copyOf(algorithms);
        this.type = bare(type);
    }

    Optional<JwtReason> refusal(CompactJws jws) {
        if (jws.hasUnsupportedHeader()) {
            return Optional.of(JwtReason.UNSUPPORTED_HEADER);
        }
        if (algorithm(jws).isEmpty()) {
            return Optional.of(JwtReason.WRONG_ALGORITHM);
        }
        return isOfType(jws.header().get("typ")) ? Optional.empty() : Optional.of(JwtReason.WRONG_TYPE);
    }

    /** The algorithm that the header names, if it is allowed. */
    Optional<SigningAlgorithm> algorithm(CompactJws jws) {
        return SigningAlgorithm.named(jws.header().get("alg")).filter(algorithms::contains);
    }

    /** The type tells a provider's tokens of one kind from those of another (RFC 8725, section 3.11). */
    private boolean isOfType(@Nullable Object typ) {
        return typ == null ? type.equals(bare(DEFAULT_TYPE)) : typ instanceof String text && type.equals(bare(text));
    }

    /** A media type in lower case, without the prefix that may be omitted (RFC 7515, section 4.1.9). */
    private static String bare(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith(MEDIA_TYPE) ? lower.substring(MEDIA_TYPE.length()) : lower;
    }
}
