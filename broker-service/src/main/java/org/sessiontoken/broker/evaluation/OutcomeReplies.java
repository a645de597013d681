package org.sessiontoken.broker.evaluation;

import java.time.Duration;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a backend's outcome into the reply: a sealed token for a genuine credential, the reason for any other. */
final class OutcomeReplies {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeReplies.class);
    private static final SsoOutcome.Unavailable ISSUING_FAILED =
            new SsoOutcome.Unavailable(BrokerReason.ISSUING_FAILED.code(), Duration.ofSeconds(1));

    private final TokenIssuer issuer;

    OutcomeReplies(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    SsoOutcome.Cases<SessionTokenReplied> replyTo(ReplyDraft draft, AuthService service, SealingKey key) {
        return new SsoOutcome.Cases<>() {
            @Override
            public SessionTokenReplied authenticated(SsoOutcome.Authenticated outcome) {
                SessionTokenRequested request = draft.request();
                Binding binding = Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId());
                Secret token;
                Jwe sealed;
                try {
                    token = issuer.issue(request, outcome.accountId());
                    sealed = Envelope.seal(token, Purpose.SESSION_TOKEN, binding, key);
                } catch (Throwable failure) {
                    log(draft.event(), failure);
                    return unavailable(ISSUING_FAILED);
                }
                return draft.issued(
                        outcome.accountId(),
                        TokenHash.of(token),
                        sealed,
                        // Counted from the request and not from now: a request that is processed again gets the same.
                        request.requestedAt().plus(service.tokenTtl()));
            }

            @Override
            public SessionTokenReplied unauthorised(SsoOutcome.Unauthorised outcome) {
                return draft.refused(Outcome.UNAUTHORISED, outcome.reason());
            }

            @Override
            public SessionTokenReplied forbidden(SsoOutcome.Forbidden outcome) {
                return draft.refused(Outcome.FORBIDDEN, outcome.reason());
            }

            @Override
            public SessionTokenReplied invalid(SsoOutcome.Invalid outcome) {
                return draft.invalid(outcome.reason(), outcome.detail());
            }

            @Override
            public SessionTokenReplied unavailable(SsoOutcome.Unavailable outcome) {
                return draft.retryLater(Outcome.UNAVAILABLE, outcome.reason(), outcome.retryAfter());
            }
        };
    }

    private static void log(RequestEvent event, Throwable failure) {
        RequestLine.about(event, LOG.atError())
                .addKeyValue(LogKeys.EXCEPTION, Failures.stackTrace(failure))
                .log("A token could not be issued");
    }
}
