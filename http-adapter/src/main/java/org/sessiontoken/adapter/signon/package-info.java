/**
 * The call that signs on with a session token: {@code POST /ags/signOnWithSessionToken}. It is there only if
 * {@code ags.adapter.sign-on.enabled} says so.
 *
 * <p>{@code SignOnRequestReader} reads the request, a {@code SignOnSource} signs on, and {@code SignOnResponses} maps its replies
 * to HTTP, as the package {@code sessiontoken} does for session tokens.
 */
@NullMarked
package org.sessiontoken.adapter.signon;

import org.jspecify.annotations.NullMarked;
