package org.sessiontoken.broker.evaluation;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;

/**
 * Makes the reply to a request that cannot be read, so that whoever wrote it learns what to change and does not wait for its
 * deadline. Safe for all threads.
 */
public final class UnreadableRequests {

    private final Set<RequestorName> requestors;
    private final String instance;
    private final Clock clock;

    UnreadableRequests(Set<RequestorName> requestors, String instance, Clock clock) {
        this.requestors = requestors;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * The reply, if the broker knows who the requestor is, and the requestor could find the reply.
     *
     * @param why what is wrong with the request
     * @param receivedAt when the request was taken from its topic
     * @param deadLetterId stands for a request ID that cannot be read
     */
    public Optional<SessionTokenReplied> refuse(
            PartialRequest request, UnreadableEventException why, Instant receivedAt, String deadLetterId) {
        return request.requestor()
                .filter(requestors::contains)
                .filter(known -> request.returnAddress().correlationKey().isPresent())
                .map(known -> reply(request, known, why, receivedAt, deadLetterId));
    }

    private SessionTokenReplied reply(
            PartialRequest request,
            RequestorName requestor,
            UnreadableEventException why,
            Instant receivedAt,
            String deadLetterId) {
        return new SessionTokenReplied(
                request.requestId().orElseGet(() -> new RequestId(deadLetterId)),
                request.tenantId().orElse(null),
                request.authServiceId().orElse(null),
                requestor,
                Outcome.INVALID,
                why.reason(),
                why.getMessage(),
                null,
                null,
                null,
                null,
                null,
                new Timings(receivedAt, clock.instant()),
                instance,
                request.attempt().orElse(Attempt.FIRST),
                request.callerAddress().orElse(null));
    }
}
