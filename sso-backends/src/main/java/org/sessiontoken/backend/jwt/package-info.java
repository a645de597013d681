/**
 * Signed tokens as all backends read them: with one spelling, one order of checks and one set of reasons.
 *
 * <p>A backend parses a token with {@link org.sessiontoken.backend.jwt.CompactJws}, finds the key that the header
 * names among the keys that the operator trusts, verifies the signature, and only then has the claims judged by
 * {@link org.sessiontoken.backend.jwt.JwtClaimRules}, as of the time of the request.
 *
 * <p>Note to maintainers: the JWT library verifies the signatures, but its parser is not used on purpose. The parser accepts
 * several spellings of a token, converts texts to times, builds keys and certificates from a header before it has verified
 * anything, and compares times with a clock that is fixed when the parser is built. A request that is delivered again must
 * be judged as of the time when it was made.
 */
@NullMarked
package org.sessiontoken.backend.jwt;

import org.jspecify.annotations.NullMarked;
