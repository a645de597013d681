package org.sessiontoken.broker.evaluation;

import java.time.Instant;
import java.util.Optional;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;

/** The checks that end a request without its auth service. Each answers with the refusal, or with nothing. */
final class RequestChecks {

    private final BrokerProperties properties;

    RequestChecks(BrokerProperties properties) {
        this.properties = properties;
    }

    /** The checks that need no key. */
    Optional<SessionTokenReplied> refuse(RequestEvent event, ReplyDraft draft, int replyPartitions) {
        return refuseAddress(event.returnAddress(), draft, replyPartitions).or(() -> refuseTimes(draft));
    }

    private static Optional<SessionTokenReplied> refuseAddress(
            ReturnAddress address, ReplyDraft draft, int replyPartitions) {
        String replyTopic = Topics.repliesTo(draft.request().requestor());
        if (address.topic().filter(topic -> !topic.equals(replyTopic)).isPresent()) {
            return Optional.of(draft.invalid(
                    BrokerReason.FOREIGN_REPLY_TOPIC, "the reply topic must be " + replyTopic + ", or left out"));
        }
        if (address.partition()
                .filter(partition -> partition < 0 || partition >= replyPartitions)
                .isPresent()) {
            return Optional.of(draft.invalid(
                    BrokerReason.NO_SUCH_REPLY_PARTITION,
                    "the reply partition must be from 0 to " + (replyPartitions - 1) + ", or left out"));
        }
        return Optional.empty();
    }

    private Optional<SessionTokenReplied> refuseTimes(ReplyDraft draft) {
        SessionTokenRequested request = draft.request();
        Instant receivedAt = draft.receivedAt();
        if (request.requestedAt().isAfter(receivedAt.plus(properties.requestorClockSkew()))) {
            return Optional.of(draft.invalid(
                    BrokerReason.REQUESTED_IN_THE_FUTURE,
                    "requestedAt must be at most "
                            + properties.requestorClockSkew().toSeconds()
                            + " s ahead of the broker's clock: synchronise the requestor's clock"));
        }
        if (request.expiresAt().isAfter(request.requestedAt().plus(properties.maxDeadline()))) {
            return Optional.of(draft.invalid(
                    BrokerReason.DEADLINE_TOO_FAR,
                    "expiresAt must be at most " + properties.maxDeadline().toSeconds() + " s after requestedAt"));
        }
        if (!receivedAt.isBefore(request.expiresAt())) {
            return Optional.of(draft.refused(Outcome.EXPIRED, BrokerReason.DEADLINE_PASSED.code()));
        }
        return Optional.empty();
    }

    /** Refuses credentials that do not open. */
    static SessionTokenReplied refuseEnvelope(ReplyDraft draft, OpenResult.Refused refused) {
        BrokerReason reason =
                switch (refused.why()) {
                    case MALFORMED -> BrokerReason.ENVELOPE_MALFORMED;
                    case UNKNOWN_KEY -> BrokerReason.UNKNOWN_SEALING_KEY;
                    case NOT_AUTHENTIC -> BrokerReason.ENVELOPE_NOT_AUTHENTIC;
                    case BOUND_ELSEWHERE -> BrokerReason.ENVELOPE_BOUND_ELSEWHERE;
                };
        return draft.invalid(reason, "credentials cannot be opened: " + refused.detail());
    }

    /** Refuses a request that lacks a mandatory parameter; asks the backend which parameters are. */
    static Optional<SessionTokenReplied> refuseParameters(
            AuthService service, ReplyDraft draft, Parameters parameters) {
        for (ParameterProperty property : service.backend().parameters()) {
            if (property.mandatory() && parameters.value(property.name()).isEmpty()) {
                return Optional.of(draft.invalid(
                        BrokerReason.MISSING_PARAMETER,
                        "parameter '" + property.name() + "' is mandatory for this auth service"));
            }
        }
        return Optional.empty();
    }
}
