/**
 * Keeps a bad backend from harming others: a bulkhead around retries around a circuit breaker around a time limit around
 * the backend, each a decorator of its own. {@link org.sessiontoken.broker.guard.BackendGuard} puts them together.
 *
 * <p>A refusal is an answer, not a failure: only {@link org.sessiontoken.sso.SsoOutcome.Unavailable} and a bug count.
 */
@NullMarked
package org.sessiontoken.broker.guard;

import org.jspecify.annotations.NullMarked;
