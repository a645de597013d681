package org.sessiontoken.adapter.signon;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.client.SignOnReply;
import org.sessiontoken.client.SignOnRequest;

/** Signs on: {@link org.sessiontoken.client.SessionTokenClient#signOn}, with the promises that this method makes. */
interface SignOnSource {

    CompletionStage<SignOnReply> signOn(SignOnRequest request);

    /** The reply to any attempt that is made now, if that is known. */
    Optional<SignOnReply> refusal();
}
