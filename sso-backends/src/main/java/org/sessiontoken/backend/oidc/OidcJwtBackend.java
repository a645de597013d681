package org.sessiontoken.backend.oidc;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.backend.jwt.JwtClaimRules;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;

/**
 * Accepts tokens that an OpenID provider has signed.
 *
 * <p>While the token's key is in the cache, the stage is complete when it is returned. Otherwise it completes on the thread
 * that fetched the keys, or at once where the provider may not be asked yet. The outcome for a token with a known key depends on the request alone.
 */
final class OidcJwtBackend implements SsoBackend {

    private final String parameter;
    private final JoseHeaderRules header;
    private final JwksCache keys;
    private final JwtClaimRules claims;

    OidcJwtBackend(OidcJwtOptions options, ProviderDocuments documents, Clock clock) {
        this.parameter = options.parameter();
        this.header = new JoseHeaderRules(options.algorithms(), options.type());
        this.keys = new JwksCache(new HttpJwksSource(documents, options), options.cacheSettings(), clock);
        this.claims = options.rules();
    }

    /** Begins to fetch the provider's keys, so that the first request need not wait for them. */
    void prepare() {
        keys.beginFetch();
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of(new ParameterProperty(parameter, true, true));
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        Optional<Secret> token = request.parameters().value(parameter);
        if (token.isEmpty()) {
            return completedStage(
                    new Invalid(JwtReason.MISSING_PARAMETER.code(), "parameter '" + parameter + "' is missing"));
        }
        return CompactJws.parse(token.get())
                .map(jws -> judge(jws, request))
                .orElseGet(() -> completedStage(unauthorised(JwtReason.MALFORMED_TOKEN)));
    }

    private CompletionStage<SsoOutcome> judge(CompactJws jws, SsoRequest request) {
        Optional<JwtReason> refused = header.refusal(jws);
        if (refused.isPresent()) {
            return completedStage(unauthorised(refused.get()));
        }
        SigningAlgorithm algorithm = header.algorithm(jws).orElseThrow();
        ProviderKeys known = keys.known();
        if (known.lack(jws, algorithm)) {
            return keys.lookUp().thenApply(snapshot -> judge(jws, algorithm, snapshot, request));
        }
        keys.refreshInTime();
        return completedStage(judge(jws, known.refusal(jws, algorithm), request));
    }

    private SsoOutcome judge(CompactJws jws, SigningAlgorithm algorithm, JwksSnapshot snapshot, SsoRequest request) {
        // An unknown key may be a new one unless the provider was asked for it. It may as well be made up: no outage.
        return snapshot.keys().lack(jws, algorithm) && !snapshot.isCurrent()
                ? Unavailable.ofThisRequest(JwtReason.KEYS_UNAVAILABLE.code(), snapshot.retryAfter())
                : judge(jws, snapshot.keys().refusal(jws, algorithm), request);
    }

    private SsoOutcome judge(CompactJws jws, Optional<JwtReason> untrusted, SsoRequest request) {
        return untrusted
                .map(OidcJwtBackend::unauthorised)
                .orElseGet(() -> jws.claims()
                        .map(payload -> claims.judge(payload, request))
                        .orElseGet(() -> unauthorised(JwtReason.MALFORMED_TOKEN)));
    }

    private static SsoOutcome unauthorised(JwtReason reason) {
        return new Unauthorised(reason.code());
    }

    /** The cache fetches keys once in each refetch interval, however many tokens name unknown keys. */
    @Override
    public boolean checksSignatures() {
        return true;
    }

    @Override
    public boolean limitsItself() {
        return true;
    }
}
