package org.sessiontoken.event;

import java.util.Optional;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TraceParent;

/**
 * A record of the request topic: the request and what its key and headers say.
 *
 * @param correlationId the caller's call flow; the record's key
 * @param request the record's value
 * @param returnAddress where the broker sends the reply
 * @param trace the distributed trace that the request belongs to, if any
 */
public record RequestEvent(
        CorrelationId correlationId,
        SessionTokenRequested request,
        ReturnAddress returnAddress,
        Optional<TraceParent> trace) {

    /** The same request, as part of this trace. */
    public RequestEvent withTrace(Optional<TraceParent> other) {
        return new RequestEvent(correlationId, request, returnAddress, other);
    }

    /** The same request, sent once more. */
    public RequestEvent nextAttempt() {
        return new RequestEvent(correlationId, request.nextAttempt(), returnAddress, trace);
    }
}
