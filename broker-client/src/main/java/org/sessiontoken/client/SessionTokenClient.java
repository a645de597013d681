package org.sessiontoken.client;

import java.time.Clock;
import java.util.concurrent.CompletionStage;

/**
 * Asks the broker for session tokens over Kafka.
 *
 * <p>Safe for all threads. No method but {@link #close()} waits for Kafka or for a reply.
 */
public final class SessionTokenClient implements AutoCloseable {

    private SessionTokenClient() {}

    /** Starts a client. It connects in the background, and again whenever it must; {@link #availability()} tells. */
    public static SessionTokenClient start(ClientSettings settings, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks for a session token.
     *
     * @return completes with the reply, always, and by the deadline at the latest: also when Kafka or the broker is not
     *     there, when too much is in flight, and when the client is closing. It completes on a thread of the client, so
     *     what follows must not block.
     */
    public CompletionStage<SessionTokenReply> request(SessionTokenAsk ask) {
        throw new UnsupportedOperationException();
    }

    /** Whether a request made now would be answered. */
    public Availability availability() {
        throw new UnsupportedOperationException();
    }

    /** Takes no more requests, waits for the replies of those in flight, and lets go of Kafka. May be called again. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
