package org.sessiontoken.broker.sso.oidc;

import java.time.Duration;

/**
 * The best that is known of the provider's keys.
 *
 * @param keys possibly none
 * @param current whether the provider itself said so when it was last asked; otherwise it may have other keys by now
 * @param retryAfter when it may be asked again
 */
record KeySnapshot(ProviderKeys keys, boolean current, Duration retryAfter) {}
