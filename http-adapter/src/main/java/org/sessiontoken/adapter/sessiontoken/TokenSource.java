package org.sessiontoken.adapter.sessiontoken;

import java.util.Optional;
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

    /** The reply to any request that is made now, if that is known: a refusal must cost little, or it is no relief. */
    default Optional<SessionTokenReply> refusal() {
        return Optional.empty();
    }
}
