package org.sessiontoken.session.token;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.DurationText;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What access tokens say.
 *
 * @param issuer Who signs access tokens (iss): the https address below which resource servers find the public keys.
 * @param audience For whom access tokens are (aud).
 * @param life How long an access token is good.
 * @param keys File with the keys that sign access tokens: a JWK Set of private Ed25519 or P-256 keys.
 */
@ConfigurationProperties("ags.session.access-tokens")
record AccessTokenProperties(
        @Nullable URI issuer,
        @Nullable String audience,
        @DefaultValue("5m") Duration life,
        @Nullable Path keys) {

    /** An answer that is asked for once more, within a minute, has a token that is still good. */
    private static final Duration MIN_LIFE = Duration.ofMinutes(2);

    private static final Duration MAX_LIFE = Duration.ofHours(1);

    /** Refuses a property that is out of bounds with an {@link IllegalArgumentException} that names it. */
    AccessTokenProperties {
        DurationText.requireBetween("ags.session.access-tokens.life", life, MIN_LIFE, MAX_LIFE);
    }
}
