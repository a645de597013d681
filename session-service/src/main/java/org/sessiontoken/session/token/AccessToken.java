package org.sessiontoken.session.token;

import java.time.Instant;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.Secret;

/**
 * An access token.
 *
 * @param compact the signed JWT
 * @param id its {@code jti}, which is no secret
 * @param expiresAt when it expires
 */
public record AccessToken(Secret compact, AccessTokenId id, Instant expiresAt) {}
