/**
 * Signed tokens as all backends read them: one spelling, one order of checks, one set of reasons.
 *
 * <p>A backend takes a token apart with {@link org.sessiontoken.broker.sso.jwt.CompactJws}, finds the key that its header
 * names among the keys that the operator trusts, checks the signature, and only then has its claims judged by
 * {@link org.sessiontoken.broker.sso.jwt.JwtClaimRules}, as of the time of the request. Nothing in a token is believed before
 * its turn.
 *
 * <p>Note to maintainers: the JWT library checks the signatures, but its parser is left aside on purpose. The parser takes
 * several spellings of a token, turns texts into times, builds keys and certificates that a header carries before it has
 * verified anything, and judges by a clock fixed when it was built; a request that is delivered again must be judged as of
 * the time when it was made.
 */
@NullMarked
package org.sessiontoken.broker.sso.jwt;

import org.jspecify.annotations.NullMarked;
