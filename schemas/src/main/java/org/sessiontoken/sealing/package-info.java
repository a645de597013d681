/**
 * Encryption of what travels in events: parameters and tokens are JWE that only their requestor and the broker can
 * open.
 *
 * <p>{@link org.sessiontoken.sealing.Envelope} seals and opens a content for a {@link org.sessiontoken.sealing.Purpose},
 * with a {@link org.sessiontoken.sealing.SealingKey} and bound to a request by a {@link org.sessiontoken.sealing.Binding};
 * what opening results in is an {@link org.sessiontoken.sealing.OpenResult}.
 * {@link org.sessiontoken.sealing.Credentials} describes the content of the parameters' envelope,
 * {@link org.sessiontoken.sealing.SignOnCredentials} and {@link org.sessiontoken.sealing.SignedOnTokens} those of a sign-on
 * and of its reply. Any JOSE library can do the same: compact serialisation (RFC 7516), {@code A256GCMKW} and
 * {@code A256GCM} (RFC 7518), and in the protected header {@code kid}, {@code typ}, {@code cty}, and what the content is
 * bound to.
 */
@NullMarked
package org.sessiontoken.sealing;

import org.jspecify.annotations.NullMarked;
