package org.sessiontoken.broker.sso.oidc;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.sso.jwt.CompactJws;
import org.sessiontoken.broker.sso.jwt.JwtReason;

/** What a token's header must say before any key is looked for. */
final class HeaderRules {

    /** The type of ID tokens, which they need not name. */
    static final String USUAL_TYPE = "JWT";

    private static final String MEDIA_TYPE = "application/";

    private final Set<Algorithm> algorithms;
    private final String type;

    HeaderRules(Set<Algorithm> algorithms, String type) {
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

    /** The algorithm that the header names, if it is one that is taken. */
    Optional<Algorithm> algorithm(CompactJws jws) {
        return Algorithm.named(jws.header().get("alg")).filter(algorithms::contains);
    }

    /** By type, a provider's tokens of one kind are told from those of another (RFC 8725, section 3.11). */
    private boolean isOfType(@Nullable Object typ) {
        return typ == null ? type.equals(bare(USUAL_TYPE)) : typ instanceof String text && type.equals(bare(text));
    }

    /** A media type without its case and the prefix that may be left out (RFC 7515, section 4.1.9). */
    private static String bare(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith(MEDIA_TYPE) ? lower.substring(MEDIA_TYPE.length()) : lower;
    }
}
