package org.sessiontoken.session.token;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.files.FollowedFiles;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that make tokens. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessTokenProperties.class)
public class TokenConfiguration {

    private static final String PREFIX = "ags.session.access-tokens.";

    @Bean
    FollowedFiles<SigningKeys> signingKeys(AccessTokenProperties properties, FollowedKeys followed) {
        String property = PREFIX + "keys";
        Path file = required(property, properties.keys(), "a file with a JWK Set of private keys");
        return followed.follow(
                "access-token-keys",
                KeyFiles.files(file),
                () -> KeyFiles.naming(property, () -> SigningKeys.read(file)));
    }

    @Bean
    AccessTokens accessTokens(AccessTokenProperties properties, FollowedFiles<SigningKeys> keys) {
        URI issuer = required(PREFIX + "issuer", properties.issuer(), "the address of who signs access tokens");
        String audience = required(PREFIX + "audience", properties.audience(), "for whom access tokens are");
        return new AccessTokens(keys::current, issuer.toString(), audience, properties.life());
    }

    private static <T> T required(String property, @Nullable T value, String what) {
        if (value == null) {
            throw new InvalidConfigurationException(property + " must be " + what + ", and it is not set");
        }
        return value;
    }
}
