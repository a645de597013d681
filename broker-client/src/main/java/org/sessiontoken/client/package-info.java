/**
 * Ask the broker for a session token over Kafka, and get a {@link java.util.concurrent.CompletionStage} back. No Spring.
 *
 * <p>{@link org.sessiontoken.client.SessionTokenClient} is the way in: start one, await that it is
 * {@linkplain org.sessiontoken.client.Availability#READY ready}, ask with a
 * {@link org.sessiontoken.client.SessionTokenRequest}, take the {@link org.sessiontoken.client.SessionTokenReply}, and close
 * it: closing answers what is still in flight. One client serves all threads of a program.
 */
@NullMarked
package org.sessiontoken.client;

import org.jspecify.annotations.NullMarked;
