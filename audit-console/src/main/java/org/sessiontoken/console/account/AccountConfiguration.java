package org.sessiontoken.console.account;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.sessiontoken.console.account.AccountProperties.Development;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.KeySetFile;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.value.Secret;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the hashes that stand for accounts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccountProperties.class, Development.class})
public class AccountConfiguration {

    private static final int KEY_BYTES = 32;

    @Bean
    AccountHashes accountHashes(AccountProperties properties, Development development) {
        Path file = properties.accountKeys();
        return new AccountHashes(file == null ? drawn() : read(file, development.development()));
    }

    private static Secret drawn() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Secret.ofBytes(key);
    }

    private static Secret read(Path file, boolean development) {
        try {
            NamedKey first = KeySetFile.read(file, development ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED)
                    .get(0);
            if (!first.algorithm().startsWith("HS")) {
                throw new IllegalArgumentException("the first key of key set " + file
                        + " must have an alg of HS256, HS384" + " or HS512: make another one for the console");
            }
            return first.material();
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigurationPropertyValueException(
                    "ags.console.account-keys", file, unusable.getMessage());
        }
    }
}
