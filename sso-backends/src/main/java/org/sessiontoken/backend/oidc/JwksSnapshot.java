package org.sessiontoken.backend.oidc;

import java.time.Duration;

/**
 * The state of the cache of the provider's keys.
 *
 * @param keys the keys that may be used, possibly none
 * @param current whether the last fetch succeeded; if it failed, the provider may have other keys by now
 * @param retryAfter how long it takes until the next fetch may begin
 */
record JwksSnapshot(ProviderKeys keys, boolean current, Duration retryAfter) {}
