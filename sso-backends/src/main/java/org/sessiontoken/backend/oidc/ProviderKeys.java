package org.sessiontoken.backend.oidc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.backend.jwt.JwtReason;

/**
 * The provider's keys at one time.
 *
 * <p>A key is found among these and nowhere else: {@code jwk}, {@code jku}, {@code x5c} and {@code x5u}, with which a token
 * would bring its own key, are ignored (RFC 8725, section 3.10).
 *
 * @param keys the keys that can be used, in the order published
 */
record ProviderKeys(List<ProviderKey> keys) {

    static final ProviderKeys NONE = new ProviderKeys(List.of());

    /** The maximum number of keys that a provider may publish, which bounds the work of parsing them. */
    static final int MAX_COUNT = 100;

    ProviderKeys {
        keys = List.copyOf(keys);
    }

    /**
     * The keys in a JWK Set (RFC 7517, section 5) that can be used with these algorithms. Other keys are skipped.
     *
     * @return nothing if this is not a JWK Set, if it has too many keys, or if none can be used
     */
    static Optional<ProviderKeys> read(Map<String, ?> jwkSet, Set<SigningAlgorithm> allowed) {
        if (!(jwkSet.get("keys") instanceof List<?> jwks) || jwks.size() > MAX_COUNT) {
            return Optional.empty();
        }
        List<ProviderKey> keys = jwks.stream()
                .flatMap(jwk -> ProviderKey.read(jwk, allowed).stream())
                .toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(new ProviderKeys(keys));
    }

    /** The reason to refuse a token, or empty if it is genuine. */
    Optional<JwtReason> refusal(CompactJws jws, SigningAlgorithm algorithm) {
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

    /**
     * Whether a token may be signed with a key that the provider has added since: one whose name is unknown, or the only one. A
     * name that is no text, and no name where several keys fit already, can belong to no key.
     */
    boolean lack(CompactJws jws, SigningAlgorithm algorithm) {
        Object kid = jws.header().get("kid");
        return kid == null
                ? keys.stream().noneMatch(key -> key.isFor(algorithm))
                : kid instanceof String && candidates(kid, algorithm).isEmpty();
    }

    /** The keys with a name. A token may omit the name only if exactly one key fits (OpenID Connect Core, section 10.1). */
    private List<ProviderKey> candidates(@Nullable Object kid, SigningAlgorithm algorithm) {
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
