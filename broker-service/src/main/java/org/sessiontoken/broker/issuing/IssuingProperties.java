package org.sessiontoken.broker.issuing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How tokens are issued.
 *
 * @param keys File with the issuing keys: a JWK Set of oct keys for HS256, the same on all instances. All but the oldest have
 *     nbf, from when on requests get their tokens by it; the broker follows edits while it runs.
 */
@ConfigurationProperties("ags.broker.issuing")
record IssuingProperties(@Nullable Path keys) {}
