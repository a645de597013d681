/**
 * The session service as a program: it redeems session tokens.
 *
 * <p>Its guide is {@link org.sessiontoken.session.signon}, which decides. {@code issued} knows which tokens there are, {@code token} makes
 * what a device gets, and {@code topics} says which topics it takes.
 */
@NullMarked
package org.sessiontoken.session;

import org.jspecify.annotations.NullMarked;
