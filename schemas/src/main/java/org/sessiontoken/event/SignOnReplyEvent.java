package org.sessiontoken.event;

import java.util.Optional;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TraceParent;

/**
 * A record of a reply topic that answers an attempt to sign on: the reply and what its key and headers say.
 *
 * @param correlationId the caller's call flow; the record's key
 * @param reply the record's value
 * @param correlationKey the bytes by which the requestor finds the reply, echoed from the attempt
 * @param trace the distributed trace that the attempt belongs to, if any
 */
public record SignOnReplyEvent(
        CorrelationId correlationId,
        SignOnReplied reply,
        Optional<CorrelationKey> correlationKey,
        Optional<TraceParent> trace) {}
