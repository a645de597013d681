/**
 * Knows which session tokens were issued. They are read from the reply topics, where the record of an issue is before anybody
 * can have the token, so that nothing has to be written for it.
 *
 * <p>{@link org.sessiontoken.session.issued.IssuedTokens} is what is known, and
 * {@link org.sessiontoken.session.issued.IssuedTokenTail} reads on, and tells when all that was issued until now has been read.
 */
@NullMarked
package org.sessiontoken.session.issued;

import org.jspecify.annotations.NullMarked;
