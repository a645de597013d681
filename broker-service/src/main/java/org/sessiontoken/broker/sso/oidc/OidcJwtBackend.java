package org.sessiontoken.broker.sso.oidc;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.broker.sso.jwt.CompactJws;
import org.sessiontoken.broker.sso.jwt.JwtClaimRules;
import org.sessiontoken.broker.sso.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;

/**
 * Believes a token that an OpenID provider signed.
 *
 * <p>Answers before it returns while the token's key is in the cache, and otherwise on the thread that fetched the keys.
 * What it says of a token whose key it knows depends on the request alone.
 */
final class OidcJwtBackend implements SsoBackend {

    private final String parameter;
    private final HeaderRules header;
    private final KeyCache keys;
    private final JwtClaimRules claims;
    private final ProviderDocuments documents;

    OidcJwtBackend(OidcJwtOptions options, ProviderDocuments documents, Clock clock) {
        this.parameter = options.parameter();
        this.header = new HeaderRules(options.algorithms(), options.type());
        this.keys = new KeyCache(new PublishedKeys(documents, options), options.keyTimes(), clock);
        this.claims = options.rules();
        this.documents = documents;
    }

    /** Begins to fetch the provider's keys, so that the first request need not wait for them. */
    void prepare() {
        keys.refetch();
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of(new ParameterProperty(parameter, true, true));
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
        Algorithm algorithm = header.algorithm(jws).orElseThrow();
        Optional<JwtReason> untrusted = keys.fresh().refusal(jws, algorithm);
        return isUnknownKey(untrusted)
                ? keys.refetch().thenApply(onHand -> judge(jws, algorithm, onHand, request))
                : completedStage(judge(jws, untrusted, request));
    }

    private SsoOutcome judge(CompactJws jws, Algorithm algorithm, KeySnapshot onHand, SsoRequest request) {
        Optional<JwtReason> untrusted = onHand.keys().refusal(jws, algorithm);
        // A key that is not known may be a new one, as long as the provider could not be asked.
        return isUnknownKey(untrusted) && !onHand.current()
                ? new Unavailable(JwtReason.KEYS_UNAVAILABLE.code(), onHand.retryAfter())
                : judge(jws, untrusted, request);
    }

    private SsoOutcome judge(CompactJws jws, Optional<JwtReason> untrusted, SsoRequest request) {
        return untrusted
                .map(OidcJwtBackend::unauthorised)
                .orElseGet(() -> jws.claims()
                        .map(said -> judge(said, request))
                        .orElseGet(() -> unauthorised(JwtReason.MALFORMED_TOKEN)));
    }

    private SsoOutcome judge(Map<String, ?> said, SsoRequest request) {
        Optional<JwtReason> refused = claims.refusal(said, request.asOf());
        if (refused.isPresent()) {
            return unauthorised(refused.get());
        }
        return claims.areOfTenant(said, request.tenantId())
                ? new Authenticated(claims.account(said))
                : new Forbidden(JwtReason.WRONG_TENANT.code());
    }

    private static boolean isUnknownKey(Optional<JwtReason> reason) {
        return reason.equals(Optional.of(JwtReason.UNKNOWN_KEY));
    }

    private static SsoOutcome unauthorised(JwtReason reason) {
        return new Unauthorised(reason.code());
    }

    /** The provider is asked once an interval, however many requests name keys that are not known. */
    @Override
    public boolean limitsItself() {
        return true;
    }

    @Override
    public void close() {
        documents.close();
    }
}
