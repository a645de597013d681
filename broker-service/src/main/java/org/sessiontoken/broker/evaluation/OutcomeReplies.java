package org.sessiontoken.broker.evaluation;

import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/** Turns what a backend says into the reply: a sealed token for who is authenticated, the reason for who is not. */
final class OutcomeReplies {

    private final TokenIssuer issuer;

    OutcomeReplies(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    SsoOutcome.Cases<SessionTokenReplied> replyTo(ReplyDraft draft, AuthService service, SealingKey key) {
        return new SsoOutcome.Cases<>() {
            @Override
            public SessionTokenReplied authenticated(SsoOutcome.Authenticated outcome) {
                SessionTokenRequested request = draft.request();
                Secret token = issuer.issue(request, outcome.accountId());
                Binding binding = Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId());
                return draft.issued(
                        outcome.accountId(),
                        TokenHash.of(token),
                        Envelope.seal(token, Purpose.SESSION_TOKEN, binding, key),
                        // Counted from the request, not from now: processed again, it ends at the same time.
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
                if (draft.isLate()) {
                    return draft.refused(Outcome.EXPIRED, outcome.reason());
                }
                return draft.comeBackLater(Outcome.UNAVAILABLE, outcome.reason(), outcome.retryAfter());
            }
        };
    }
}
