package org.sessiontoken.broker.issuing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How tokens are issued.
 *
 * @param keys File with the issuing key: a JWK Set with one oct key for HS256, the same on all instances.
 */
@ConfigurationProperties("ags.broker.issuing")
record IssuingProperties(@Nullable Path keys) {}
