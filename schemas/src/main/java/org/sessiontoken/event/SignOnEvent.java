package org.sessiontoken.event;

import java.util.Optional;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.TokenHash;
import org.sessiontoken.value.TraceParent;

/**
 * A record of the topic of sign-ons: the attempt and what its key and headers say.
 *
 * @param tokenHash what the record's key says is the hash of the session token: it decides the partition. Anybody may have
 *     written it, so whoever opens the credentials compares it with the hash of the token that is there
 * @param correlationId the caller's call flow
 * @param request the record's value
 * @param returnAddress where the reply is sent
 * @param trace the distributed trace that the attempt belongs to, if any
 */
public record SignOnEvent(
        TokenHash tokenHash,
        CorrelationId correlationId,
        SignOnRequested request,
        ReturnAddress returnAddress,
        Optional<TraceParent> trace) {

    /** The same attempt, as part of this trace. */
    public SignOnEvent withTrace(Optional<TraceParent> other) {
        return new SignOnEvent(tokenHash, correlationId, request, returnAddress, other);
    }
}
