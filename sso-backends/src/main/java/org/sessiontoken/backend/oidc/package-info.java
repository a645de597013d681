/**
 * The backend type {@code oidc-jwt}: accepts tokens that an OpenID provider has signed.
 *
 * <p>A token is read as {@link org.sessiontoken.backend.jwt} says. The provider's public keys come from the JWK Set that its
 * discovery document names, or from one at a configured address, and are cached by
 * {@link org.sessiontoken.backend.oidc.JwksCache}. While the key that a token names is in the cache, a request is answered
 * before the call returns; otherwise it is answered once the keys are fetched, and no thread waits for that.
 *
 * <p>The JOSE library is jjwt, which the envelopes of events and the other token backend use as well. It makes keys from JWKs
 * (and refuses points that are not on their curve) and verifies all signatures that are allowed, EdDSA included, with the
 * JDK alone. Nimbus JOSE+JWT and Spring Security's decoder on top of it were the other candidates, for their
 * {@code JWKSourceBuilder}. That one blocks the caller while it fetches and compares times with the system's clock, and
 * Nimbus would be a second JOSE library, with a third one behind it for EdDSA. The cache of our own over
 * {@link org.sessiontoken.sso.http.OutboundHttp} needs no thread. The tests sign with the JDK, and have a real provider sign
 * with Nimbus, so that no library checks its own work.
 */
@NullMarked
package org.sessiontoken.backend.oidc;

import org.jspecify.annotations.NullMarked;
