package org.sessiontoken.session.signon;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyEvent;
import org.sessiontoken.event.SignOnRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SignedOnTokens;
import org.sessiontoken.session.issued.IssuedToken;
import org.sessiontoken.session.token.AccessToken;
import org.sessiontoken.session.token.AccessTokens;
import org.sessiontoken.session.token.SignedOn;
import org.sessiontoken.value.Jwe;

/** Makes the replies to attempts, which are their audit records, too. Safe for all threads. */
final class AttemptReplies {

    private final AccessTokens accessTokens;
    private final String instance;
    private final Clock clock;

    AttemptReplies(AccessTokens accessTokens, String instance, Clock clock) {
        this.accessTokens = accessTokens;
        this.instance = instance;
        this.clock = clock;
    }

    /** The reply to an attempt that the log has decided. */
    SignOnReplyEvent decided(OpenedAttempt.Opened opened, SignOnDecision decision, Instant receivedAt) {
        SignOnRequested request = opened.event().request();
        Optional<AccessToken> token = decision.win()
                .map(win -> accessTokens.of(new SignedOn(
                        opened.attempt().token(),
                        win.attemptId(),
                        request.tenantId(),
                        request.authServiceId(),
                        decision.token().orElseThrow().accountId(),
                        win.device().clientId(),
                        win.at())));
        return event(
                opened.event(),
                new SignOnReplied(
                        request.requestId(),
                        request.tenantId(),
                        request.authServiceId(),
                        request.requestor(),
                        request.clientId(),
                        decision.verdict().outcome(),
                        decision.verdict().code(),
                        decision.verdict().detail(),
                        opened.attempt().token(),
                        decision.token().map(IssuedToken::accountId).orElse(null),
                        token.map(made -> sealed(made, opened)).orElse(null),
                        token.map(AccessToken::id).orElse(null),
                        token.map(AccessToken::expiresAt).orElse(null),
                        opened.attempt().at(),
                        timings(receivedAt),
                        instance,
                        request.callerAddress()));
    }

    private static Jwe sealed(AccessToken token, OpenedAttempt.Opened opened) {
        SignOnRequested request = opened.event().request();
        return Envelope.seal(
                new SignedOnTokens(token.compact(), Optional.empty()).write(),
                Purpose.SIGNED_ON,
                Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId()),
                opened.key());
    }

    /** The reply to an attempt that is invalid. */
    SignOnReplyEvent refused(OpenedAttempt.Refused refused, Instant at, Instant receivedAt) {
        SignOnRequested request = refused.event().request();
        return event(
                refused.event(),
                new SignOnReplied(
                        request.requestId(),
                        request.tenantId(),
                        request.authServiceId(),
                        request.requestor(),
                        request.clientId(),
                        SignOnOutcome.INVALID,
                        refused.reason(),
                        refused.detail(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        at,
                        timings(receivedAt),
                        instance,
                        request.callerAddress()));
    }

    private static SignOnReplyEvent event(SignOnEvent attempt, SignOnReplied reply) {
        return new SignOnReplyEvent(
                attempt.correlationId(), reply, attempt.returnAddress().correlationKey(), attempt.trace());
    }

    private Timings timings(Instant receivedAt) {
        return new Timings(receivedAt, clock.instant(), List.of());
    }
}
