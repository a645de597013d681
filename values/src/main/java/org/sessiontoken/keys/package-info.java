/**
 * Secret keys and the files they are kept in: JWK Sets (RFC 7517, section 5) of {@code oct} keys.
 *
 * <p>A set holds several keys so that they can be rotated: the first is used for what is new, all for what is old. Keys
 * made for development carry a mark inside the key itself, so that no service takes one by mistake.
 */
@NullMarked
package org.sessiontoken.keys;

import org.jspecify.annotations.NullMarked;
