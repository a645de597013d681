package org.sessiontoken.client;

import java.util.Optional;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.Topics;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TraceParent;

/**
 * What is sent, as its observation names it.
 *
 * @param trace the trace that the caller has named, if it has
 */
record Message(String topic, CorrelationId correlationId, RequestId requestId, Optional<TraceParent> trace) {

    static Message of(RequestEvent event) {
        return new Message(
                Topics.REQUESTS, event.correlationId(), event.request().requestId(), event.trace());
    }

    static Message of(SignOnEvent event) {
        return new Message(
                Topics.SIGN_ONS, event.correlationId(), event.request().requestId(), event.trace());
    }
}
