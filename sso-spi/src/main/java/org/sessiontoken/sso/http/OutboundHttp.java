package org.sessiontoken.sso.http;

import java.util.concurrent.CompletionStage;

/**
 * Sends HTTP requests to the hosts of one backend, which gets it from its context. Safe for all threads.
 *
 * <p>A backend neither can nor need close it: the broker does so when it closes the backend.
 */
@FunctionalInterface
public interface OutboundHttp {

    /**
     * Sends a request, without waiting for the response. Redirections are not followed.
     *
     * @return completes with the response, whatever its status, or exceptionally with an {@link OutboundFailure} when there is
     *     none
     */
    CompletionStage<OutboundResponse> send(OutboundRequest request);
}
