package org.sessiontoken.event;

import java.util.Optional;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TraceParent;

/**
 * A reply as it travels.
 *
 * @param correlationId the call flow, the record's key
 * @param reply how the request ended
 * @param correlation the requestor's own bytes, echoed
 * @param trace the distributed trace it belongs to, if any
 */
public record ReplyEvent(
        CorrelationId correlationId,
        SessionTokenReplied reply,
        Optional<Correlation> correlation,
        Optional<TraceParent> trace) {}
