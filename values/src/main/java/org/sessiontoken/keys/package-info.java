/**
 * Secret keys and their files: JWK Sets (RFC 7517, section 5) of {@code oct} keys.
 *
 * <p>A set contains several keys so that they can be rotated: the first key seals or signs, and all keys open or verify. Only
 * issuing keys have a time from when on they are used ({@link org.sessiontoken.keys.KeySetEntry#notBefore()}).
 * A key that was made for development has a mark in the key itself, so that no production service accepts it by mistake.
 */
@NullMarked
package org.sessiontoken.keys;

import org.jspecify.annotations.NullMarked;
