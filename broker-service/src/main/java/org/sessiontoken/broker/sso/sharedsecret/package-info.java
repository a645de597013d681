/**
 * The backend type {@code shared-secret-jwt}: a head-end signs the account ID and the tenant ID as a JWT with a secret that
 * it shares with the broker.
 *
 * <p>A token is read as {@link org.sessiontoken.broker.sso.jwt} says, under the one algorithm of the key that it names.
 */
@NullMarked
package org.sessiontoken.broker.sso.sharedsecret;

import org.jspecify.annotations.NullMarked;
