package org.sessiontoken.adapter.sessiontoken;

import java.util.concurrent.CompletionStage;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;

/**
 * The source of session tokens: {@link org.sessiontoken.client.SessionTokenClient#request}, with the promises that this
 * method makes.
 */
@FunctionalInterface
interface TokenSource {

    CompletionStage<SessionTokenReply> request(SessionTokenRequest request);
}
