package org.sessiontoken.adapter.sessiontoken;

import java.util.concurrent.CompletionStage;
import org.sessiontoken.client.SessionTokenReply;
import org.sessiontoken.client.SessionTokenRequest;

/** Where session tokens come from: {@link org.sessiontoken.client.SessionTokenClient#request}, and its promises. */
@FunctionalInterface
interface TokenSource {

    CompletionStage<SessionTokenReply> request(SessionTokenRequest ask);
}
