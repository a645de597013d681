package org.sessiontoken.console.account;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stands for accounts where their IDs are not seen.
 *
 * @param accountKeys path of the JWK Set file whose first key, of HS256, HS384 or HS512, the hashes of accounts are made with;
 *     links to an account work as long as it stays. Without a file, a key is drawn at each start
 */
@ConfigurationProperties("ags.console")
record AccountProperties(@Nullable Path accountKeys) {

    /**
     * Whether development keys are accepted.
     *
     * @param development Whether keys that were generated for development are accepted; must be false in production
     */
    @ConfigurationProperties("ags")
    record Development(@DefaultValue("false") boolean development) {}
}
