/**
 * Makes the tokens that a device gets when it signs on. An access token is a signed JWT that any resource server can verify by
 * itself (RFC 9068).
 */
@NullMarked
package org.sessiontoken.session.token;

import org.jspecify.annotations.NullMarked;
