package org.sessiontoken.broker.sso.sharedsecret;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sessiontoken.broker.sso.jwt.ExpectedClaim;
import org.sessiontoken.broker.sso.jwt.JwtClaimRules;
import org.sessiontoken.broker.sso.jwt.JwtReason;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sso.BackendOptions;
import org.sessiontoken.sso.SsoBackendContext;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Secret;

/**
 * What an operator sets for one such auth service.
 *
 * @param keys the secrets shared with head-ends
 * @param parameter which parameter carries the token
 * @param audience whom a token must be for
 * @param type what a token's {@code typ} claim must be
 * @param clockSkew how far a head-end's clock may be off
 * @param maxLifetime how long a token may still be good for
 * @param accountClaim which claim names the account
 * @param tenantClaim which claim names the tenant
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
        SharedSecretJwtOptions read = new SharedSecretJwtOptions(
                keys(options, context.developmentKeys()),
                parameter(options),
                options.optionalText("audience").orElse("ags"),
                options.optionalText("token-type").orElse("GetSessionTokenAuthN"),
                options.duration("clock-skew", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(5)),
                options.duration("max-lifetime", Duration.ofHours(24), Duration.ofMinutes(1), Duration.ofDays(365)),
                options.optionalText("account-claim").orElse("OpfAccountId"),
                options.optionalText("tenant-claim").orElse("OpfTenantId"));
        options.refuseUnread();
        return read;
    }

    /** What the claims of a genuine token must say. */
    JwtClaimRules rules() {
        return new JwtClaimRules(
                audience,
                clockSkew,
                Optional.of(maxLifetime),
                accountClaim,
                Optional.of(tenantClaim),
                List.of(ExpectedClaim.text("typ", type, JwtReason.WRONG_TYPE)));
    }

    private static List<NamedKey> keys(BackendOptions options, DevelopmentKeys development) {
        try {
            List<NamedKey> keys = KeySetFile.read(options.file("keys"), development);
            keys.forEach(SharedSecretJwtOptions::requireOneThatSigns);
            return keys;
        } catch (IllegalArgumentException unfit) {
            throw naming("keys", options, unfit);
        }
    }

    private static void requireOneThatSigns(NamedKey key) {
        if (!key.algorithm().startsWith("HS")) {
            throw new IllegalArgumentException("key '" + key.kid() + "' is for " + key.algorithm()
                    + ", and tokens are signed with HS256, HS384 or HS512: give it one of these, or take it out");
        }
    }

    private static String parameter(BackendOptions options) {
        try {
            return new Parameter(options.optionalText("parameter").orElse("OperatorAuthToken"), Secret.ofText(""))
                    .name();
        } catch (IllegalArgumentException unfit) {
            throw naming("parameter", options, unfit);
        }
    }

    private static IllegalArgumentException naming(
            String option, BackendOptions options, IllegalArgumentException unfit) {
        String path = options.path(option);
        String message = String.valueOf(unfit.getMessage());
        return message.startsWith(path) ? unfit : new IllegalArgumentException(path + ": " + message);
    }
}
