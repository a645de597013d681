package org.sessiontoken.event;

import java.util.Optional;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TraceParent;

/**
 * A record of a reply topic: the reply and what its key and headers say.
 *
 * @param correlationId the caller's call flow; the record's key
 * @param reply the record's value
 * @param correlationKey the bytes by which the requestor finds the reply, echoed from the request
 * @param trace the distributed trace that the request belongs to, if any
 */
public record ReplyEvent(
        CorrelationId correlationId,
        SessionTokenReplied reply,
        Optional<CorrelationKey> correlationKey,
        Optional<TraceParent> trace) {}
