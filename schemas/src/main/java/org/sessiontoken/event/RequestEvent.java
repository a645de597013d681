package org.sessiontoken.event;

import java.util.Optional;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TraceParent;

/**
 * A request as it travels: what is asked, in which call flow, and where the reply goes.
 *
 * @param correlationId the call flow, the record's key
 * @param request what is asked
 * @param returnAddress where the reply goes
 * @param trace the distributed trace it belongs to, if any
 */
public record RequestEvent(
        CorrelationId correlationId,
        SessionTokenRequested request,
        ReturnAddress returnAddress,
        Optional<TraceParent> trace) {}
