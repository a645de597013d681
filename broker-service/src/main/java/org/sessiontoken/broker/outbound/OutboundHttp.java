package org.sessiontoken.broker.outbound;

import java.util.concurrent.CompletionStage;

/** Sends HTTP requests to the hosts of one backend. Safe for all threads; waits for nothing. */
public interface OutboundHttp extends AutoCloseable {

    /**
     * Sends a request.
     *
     * @return completes with the answer, whatever its status, or exceptionally with an {@link OutboundFailure} when there
     *     is none: not connected, out of time, too large, refused by policy
     */
    CompletionStage<OutboundResponse> send(OutboundRequest request);

    /** Lets go of connections. May be called more than once. */
    @Override
    void close();
}
