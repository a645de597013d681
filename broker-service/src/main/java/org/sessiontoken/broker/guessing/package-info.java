/**
 * Slows down whoever guesses at credentials.
 *
 * <p>A {@link org.sessiontoken.broker.guessing.FailureThrottle} makes a
 * {@link org.sessiontoken.broker.guessing.CredentialCheck} for each request, which says whether the auth service may be asked
 * and is told how that ended. Wrong credentials are counted by address, by address and account, by account, and by auth
 * service. All instances tell each other what they have counted, on a topic of its own, so that there is one limit.
 */
@NullMarked
package org.sessiontoken.broker.guessing;

import org.jspecify.annotations.NullMarked;
