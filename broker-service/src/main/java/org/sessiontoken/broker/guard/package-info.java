/**
 * Keeps a bad backend from harming the others. {@link org.sessiontoken.broker.guard.BackendGuard} puts the guards around
 * each backend, each guard a decorator of its own. From the outside in: a bulkhead, retries, a circuit breaker, the
 * fallback for bugs, and a time limit.
 *
 * <p>A refusal is an answer, not a failure. Only {@link org.sessiontoken.sso.SsoOutcome.Unavailable} counts as a failure,
 * and every bug of a backend is turned into it.
 */
@NullMarked
package org.sessiontoken.broker.guard;

import org.jspecify.annotations.NullMarked;
