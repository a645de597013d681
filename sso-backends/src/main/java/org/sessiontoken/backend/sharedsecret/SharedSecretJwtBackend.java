package org.sessiontoken.backend.sharedsecret;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.backend.jwt.JwtClaimRules;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Secret;

/**
 * Accepts tokens that a head-end has signed with a shared secret.
 *
 * <p>The backend only computes, so each stage is complete when it is returned. The outcome depends on the request alone: the
 * same token as of the same time has the same outcome.
 */
final class SharedSecretJwtBackend implements SsoBackend {

    private final String parameter;
    private final SharedKeys keys;
    private final JwtClaimRules rules;

    SharedSecretJwtBackend(SharedSecretJwtOptions options) {
        this.parameter = options.parameter();
        this.keys = new SharedKeys(options.keys());
        this.rules = options.rules();
    }

    @Override
    public List<ParameterProperty> parameters() {
        return List.of(new ParameterProperty(parameter, true, true));
    }

    @Override
    public boolean checksSignatures() {
        return true;
    }

    @Override
    public boolean repeatable() {
        return true;
    }

    @Override
    public CompletionStage<SsoOutcome> authenticate(SsoRequest request) {
        SsoOutcome outcome = request.parameters()
                .value(parameter)
                .map(token -> judge(token, request))
                .orElseGet(() ->
                        new Invalid(JwtReason.MISSING_PARAMETER.code(), "parameter '" + parameter + "' is missing"));
        return CompletableFuture.completedStage(outcome);
    }

    private SsoOutcome judge(Secret token, SsoRequest request) {
        Optional<CompactJws> parsed = CompactJws.parse(token);
        if (parsed.isEmpty()) {
            return unauthorised(JwtReason.MALFORMED_TOKEN);
        }
        CompactJws jws = parsed.get();
        Optional<JwtReason> untrusted = keys.refusal(jws);
        if (untrusted.isPresent()) {
            return unauthorised(untrusted.get());
        }
        return jws.claims()
                .map(claims -> rules.judge(claims, request))
                .orElseGet(() -> unauthorised(JwtReason.MALFORMED_TOKEN));
    }

    private static SsoOutcome unauthorised(JwtReason reason) {
        return new Unauthorised(reason.code());
    }
}
