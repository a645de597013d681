package org.sessiontoken.broker.sso.oidc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.sso.jwt.CompactJws;
import org.sessiontoken.broker.sso.jwt.JwtReason;

/**
 * The provider's keys, as of one time.
 *
 * <p>A key is found among these and nowhere else: {@code jwk}, {@code jku}, {@code x5c} and {@code x5u}, by which a token
 * would bring its own key, are never looked at (RFC 8725, section 3.10).
 *
 * @param keys those that can be used, in the order published
 */
record ProviderKeys(List<ProviderKey> keys) {

    static final ProviderKeys NONE = new ProviderKeys(List.of());

    /** How many keys a provider may have; reading more would be work for nothing. */
    static final int MAX_COUNT = 100;

    ProviderKeys {
        keys = List.copyOf(keys);
    }

    /**
     * The keys in a JWK Set (RFC 7517, section 5) that can be used with these algorithms. Others are passed over.
     *
     * @return nothing if it is no such set, has too many keys, or none that can be used
     */
    static Optional<ProviderKeys> read(Map<String, ?> jwkSet, Set<Algorithm> allowed) {
        if (!(jwkSet.get("keys") instanceof List<?> jwks) || jwks.size() > MAX_COUNT) {
            return Optional.empty();
        }
        List<ProviderKey> keys = jwks.stream()
                .flatMap(jwk -> ProviderKey.read(jwk, allowed).stream())
                .toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(new ProviderKeys(keys));
    }

    /** Why a token is not to be believed, or nothing if it is genuine. */
    Optional<JwtReason> refusal(CompactJws jws, Algorithm algorithm) {
        List<ProviderKey> candidates = candidates(jws.header().get("kid"), algorithm);
        if (candidates.isEmpty()) {
            return Optional.of(JwtReason.UNKNOWN_KEY);
        }
        List<ProviderKey> fitting =
                candidates.stream().filter(key -> key.isFor(algorithm)).toList();
        if (fitting.isEmpty()) {
            return Optional.of(JwtReason.WRONG_ALGORITHM);
        }
        return fitting.stream().anyMatch(key -> key.signed(jws, algorithm))
                ? Optional.empty()
                : Optional.of(JwtReason.BAD_SIGNATURE);
    }

    /** The keys of this name. A token may leave the name out only where there is no choice (OpenID Connect, 10.1). */
    private List<ProviderKey> candidates(@Nullable Object kid, Algorithm algorithm) {
        if (kid != null) {
            return keys.stream()
                    .filter(key -> key.kid().filter(kid::equals).isPresent())
                    .toList();
        }
        List<ProviderKey> fitting =
                keys.stream().filter(key -> key.isFor(algorithm)).toList();
        return fitting.size() == 1 ? fitting : List.of();
    }
}
