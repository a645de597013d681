/**
 * Asks the broker for a session token over Kafka, and returns a {@link java.util.concurrent.CompletionStage}. No Spring.
 *
 * <p>The entry point is {@link org.sessiontoken.client.SessionTokenClient}. Start a client with
 * {@link org.sessiontoken.client.ClientSettings}, wait until its availability is
 * {@link org.sessiontoken.client.Availability#READY}, send a {@link org.sessiontoken.client.SessionTokenRequest}, handle the
 * {@link org.sessiontoken.client.SessionTokenReply}, and close the client, which waits for the requests in flight. One
 * client serves all threads of a program.
 *
 * <p>A client whose settings say so {@linkplain org.sessiontoken.client.SessionTokenClient#signOn signs on}, too: a
 * {@link org.sessiontoken.client.SignOnRequest} gets a {@link org.sessiontoken.client.SignOnReply}.
 *
 * <p>How it works, class by class: a request is registered in the {@code ReplyTable}, sealed, and sent by the
 * {@code RequestSender}. What differs between requests for session tokens and sign-ons is in their {@code ReplyKind}, and in the
 * {@code HedgedSender} and {@code SignOnSender}. The {@code ReplyReader} reads one partition of the reply topic, and the {@code ReplyDelivery}
 * completes the registered request. The {@code BrokerMonitor} looks whether the broker would answer. Reader and monitor run
 * in the background; a failure is logged once for an outage and retried.
 */
@NullMarked
package org.sessiontoken.client;

import org.jspecify.annotations.NullMarked;
