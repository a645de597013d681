package org.sessiontoken.adapter.sessiontoken;

import java.util.concurrent.CompletionStage;
import org.sessiontoken.client.SessionTokenAsk;
import org.sessiontoken.client.SessionTokenReply;

/** Where session tokens come from: {@link org.sessiontoken.client.SessionTokenClient#request}, and its promises. */
@FunctionalInterface
interface TokenSource {

    CompletionStage<SessionTokenReply> request(SessionTokenAsk ask);
}
