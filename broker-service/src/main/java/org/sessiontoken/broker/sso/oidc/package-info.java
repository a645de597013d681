/**
 * The backend type {@code oidc-jwt}: believes tokens that an OpenID provider signed.
 *
 * <p>A token is read as {@link org.sessiontoken.broker.sso.jwt} says. The provider's public keys come from the JWK Set that
 * its discovery document names, or from one at a configured address, and are kept by
 * {@link org.sessiontoken.broker.sso.oidc.KeyCache}. While the key that a token names is in the cache, a request is answered
 * before the call returns; otherwise it is answered once the keys were fetched, and no thread waits for that.
 *
 * <p>The JOSE library is jjwt, which the events' envelopes and the other token backend use already: it makes keys of JWKs
 * (and refuses points that are not on their curve), and checks all signatures that are taken, EdDSA included, with the JDK
 * alone. Nimbus JOSE+JWT was the other candidate for the sake of its {@code JWKSourceBuilder}, but that one blocks the
 * caller while it fetches and judges by the system's clock; a cache of our own over
 * {@link org.sessiontoken.broker.outbound.OutboundHttp} needs no thread at all, and Nimbus would then be a second JOSE
 * library, with a third one behind it for EdDSA. The tests sign with the JDK, and have a real provider sign with Nimbus: no library
 * checks its own work.
 */
@NullMarked
package org.sessiontoken.broker.sso.oidc;

import org.jspecify.annotations.NullMarked;
