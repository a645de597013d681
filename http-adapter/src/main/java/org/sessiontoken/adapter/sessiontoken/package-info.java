/**
 * {@code POST /ags/getSessionToken}: asks the broker for a session token and hands on the answer.
 *
 * <p>A request is read and checked on a thread of the server, which is then free for others; the reply comes on a thread
 * of the client, and is written on one of the server's again. Nobody waits in between. Where a parameter or a token is
 * held, it is a {@link org.sessiontoken.value.Secret}.
 */
@NullMarked
package org.sessiontoken.adapter.sessiontoken;

import org.jspecify.annotations.NullMarked;
