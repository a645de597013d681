/**
 * {@code POST /ags/getSessionToken}: requests a session token from the broker and returns it to the caller.
 *
 * <p>A thread of the server reads and checks a request, and is then free for other requests. The reply arrives on a thread
 * of the client, which writes the response. No thread waits in between. Parameters and tokens in memory are of type
 * {@link org.sessiontoken.value.Secret}.
 */
@NullMarked
package org.sessiontoken.adapter.sessiontoken;

import org.jspecify.annotations.NullMarked;
