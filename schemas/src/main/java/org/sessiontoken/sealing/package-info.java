/**
 * Event protection: how parameters and session tokens travel as JWE that only their requestor and the broker can open.
 *
 * <p>{@link org.sessiontoken.sealing.Envelope} seals and opens; {@link org.sessiontoken.sealing.Credentials} and the
 * like say what is inside. Any JOSE library can do the same: compact serialisation (RFC 7516), {@code A256GCMKW} and
 * {@code A256GCM} (RFC 7518), and in the protected header {@code kid}, {@code typ}, {@code cty}, and what the content is
 * bound to.
 */
@NullMarked
package org.sessiontoken.sealing;

import org.jspecify.annotations.NullMarked;
