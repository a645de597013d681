package org.sessiontoken.console.deadletter;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether dead letters are opened.
 *
 * @param keys File with the key that seals unreadable records, as the broker has it: a JWK Set of oct keys for A256GCMKW. Without
 *     it the console opens no dead letter
 */
@ConfigurationProperties("ags.console.dead-letters")
record DeadLetterProperties(@Nullable Path keys) {

    /**
     * Whether development keys are accepted.
     *
     * @param development Whether keys that were generated for development are accepted; must be false in production
     */
    @ConfigurationProperties("ags")
    record Development(@DefaultValue("false") boolean development) {}
}
