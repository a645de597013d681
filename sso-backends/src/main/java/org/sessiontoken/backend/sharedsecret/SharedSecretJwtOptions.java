package org.sessiontoken.backend.sharedsecret;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sessiontoken.backend.jwt.AudienceOption;
import org.sessiontoken.backend.jwt.JwtClaimRules;
import org.sessiontoken.backend.jwt.JwtReason;
import org.sessiontoken.backend.jwt.RequiredClaim;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackendContext;

/**
 * The options of one auth service of the type {@code shared-secret-jwt}.
 *
 * @param keys the secrets shared with head-ends
 * @param parameter the request's parameter that carries the token
 * @param audience the audience that a token must have
 * @param type the {@code typ} claim that a token must have
 * @param clockSkew how far a head-end's clock may be off
 * @param maxLifetime how much longer a token may be valid
 * @param accountClaim the claim that names the account
 * @param tenantClaim the claim that names the tenant
 */
record SharedSecretJwtOptions(
        List<NamedKey> keys,
        String parameter,
        String audience,
        String type,
        Duration clockSkew,
        Duration maxLifetime,
        String accountClaim,
        String tenantClaim) {

    static SharedSecretJwtOptions read(SsoBackendContext context) {
        BackendOptions options = context.options();
        return new SharedSecretJwtOptions(
                keys(options, context.developmentKeys()),
                options.parameterName("parameter", "OperatorAuthToken"),
                AudienceOption.of(options).orElse("ags"),
                options.optionalText("token-type").orElse("GetSessionTokenAuthN"),
                options.duration("clock-skew", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(5)),
                options.duration("max-lifetime", Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofDays(365)),
                options.optionalText("account-claim").orElse("OpfAccountId"),
                options.optionalText("tenant-claim").orElse("OpfTenantId"));
    }

    /** The rules for the claims of a genuine token. */
    JwtClaimRules rules() {
        return new JwtClaimRules(
                audience,
                clockSkew,
                Optional.of(maxLifetime),
                accountClaim,
                Optional.of(tenantClaim),
                List.of(RequiredClaim.text("typ", type, JwtReason.WRONG_TYPE)));
    }

    private static List<NamedKey> keys(BackendOptions options, DevelopmentKeys development) {
        try {
            List<NamedKey> keys = KeySetFile.read(options.file("keys"), development);
            keys.forEach(SharedSecretJwtOptions::requireSigningKey);
            return keys;
        } catch (IllegalArgumentException unfit) {
            throw withPath(options.path("keys"), unfit);
        }
    }

    private static void requireSigningKey(NamedKey key) {
        if (!key.algorithm().startsWith("HS")) {
            throw new IllegalArgumentException(
                    "key '" + key.kid() + "' is for " + key.algorithm()
                            + ", and tokens are signed with HS256, HS384 or HS512: give it one of these algorithms, or remove it");
        }
    }

    /** The message of an option that is missing or no path begins with its path already. */
    private static IllegalArgumentException withPath(String path, IllegalArgumentException unfit) {
        String message = String.valueOf(unfit.getMessage());
        return message.startsWith(path) ? unfit : new IllegalArgumentException(path + ": " + message);
    }
}
