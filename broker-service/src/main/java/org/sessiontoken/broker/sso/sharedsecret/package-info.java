/**
 * The backend type {@code shared-secret-jwt}: a head-end signs the account ID and the tenant ID as a JWT with a secret that
 * it shares with the broker.
 *
 * <p>A token is read in one order, and nothing in it is believed before its turn: its spelling, its header, its signature
 * under the one algorithm of the key that it names, then its claims, as of the time of the request.
 *
 * <p>Note to maintainers: the JWT library computes and compares the MAC, but its parser is left aside on purpose. The parser
 * takes several spellings of a token, turns texts into times, builds keys and certificates that a header carries before it
 * has verified anything, and judges by a clock fixed when it was built; a request that is delivered again must be judged
 * as of the time when it was made.
 */
@NullMarked
package org.sessiontoken.broker.sso.sharedsecret;

import org.jspecify.annotations.NullMarked;
