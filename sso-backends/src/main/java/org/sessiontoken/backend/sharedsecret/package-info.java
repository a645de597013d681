/**
 * The backend type {@code shared-secret-jwt}: a head-end signs the account ID and the tenant ID as a JWT with a secret that
 * it shares with the broker.
 *
 * <p>A token is read as {@link org.sessiontoken.backend.jwt} says, with the one algorithm of the key that it names.
 */
@NullMarked
package org.sessiontoken.backend.sharedsecret;

import org.jspecify.annotations.NullMarked;
