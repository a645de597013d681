package org.sessiontoken.broker.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.authservice.AuthServiceFixture;
import org.sessiontoken.broker.guard.BackendCalls;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Invalid;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/** The replies to each outcome, part by part; {@link ReplyDraft} makes them. */
class OutcomeRepliesTest {

    private static final Instant REQUESTED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant RECEIVED = REQUESTED.plusMillis(3);
    private static final Instant REPLIED = REQUESTED.plusMillis(5);
    private static final RequestEvent EVENT = Requests.at(REQUESTED).event();
    private static final ReasonCode REASON = new ReasonCode("scripted");

    private final TokenIssuer issuer =
            new TokenIssuer(new NamedKey("issuing-1", "HS256", Secret.ofBytes(new byte[32])));

    @Test
    void anAuthenticatedAccountGetsATokenThatItsRequestorAloneCanOpen() {
        AccountId account = new AccountId("account-1");

        SessionTokenReplied reply = replyTo(new Authenticated(account), REPLIED);

        Secret token = issuer.issue(EVENT.request(), account);
        assertThat(reply.outcome()).isEqualTo(Outcome.ISSUED);
        assertThat(reply.reason().value()).isEqualTo("issued");
        assertThat(reply.accountId()).isEqualTo(account);
        assertThat(reply.tokenHash()).isEqualTo(TokenHash.of(token));
        assertThat(reply.expiresAt()).isEqualTo(REQUESTED.plus(AuthServiceFixture.TOKEN_TTL));
        assertThat(reply.retryAfter()).isNull();
        assertThat(reply.detail()).isNull();
        SessionTokenRequested request = EVENT.request();
        assertThat(Requests.envelope()
                        .open(
                                Objects.requireNonNull(reply.sessionToken()),
                                Purpose.SESSION_TOKEN,
                                Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId())))
                .isEqualTo(new OpenResult.Opened(token, Requests.KEY));
    }

    @Test
    void aRequestThatIsProcessedAgainLaterGetsTheSameButForItsTimings() {
        SsoOutcome outcome = new Authenticated(new AccountId("account-1"));

        SessionTokenReplied first = replyTo(outcome, REPLIED);
        SessionTokenReplied again = replyTo(outcome, REPLIED.plusSeconds(2));

        assertThat(again).usingRecursiveComparison().ignoringFields("timings").isEqualTo(first);
        assertThat(again.timings()).isNotEqualTo(first.timings());
    }

    @Test
    void aRequestThatIsSentAgainGetsTheSameButForItsAttempt() {
        SsoOutcome outcome = new Authenticated(new AccountId("account-1"));

        SessionTokenReplied again = replyTo(outcome, secondAttempt(EVENT.request()), REPLIED);

        assertThat(again.attempt()).isEqualTo(new Attempt(2));
        assertThat(again).usingRecursiveComparison().ignoringFields("attempt").isEqualTo(replyTo(outcome, REPLIED));
    }

    @Test
    void aRefusalSaysWhyAndNothingElse() {
        assertThat(replyTo(new Unauthorised(REASON), REPLIED)).isEqualTo(refusal(Outcome.UNAUTHORISED, null, null));
        assertThat(replyTo(new Forbidden(REASON), REPLIED)).isEqualTo(refusal(Outcome.FORBIDDEN, null, null));
        assertThat(replyTo(new Invalid(REASON, "change this"), REPLIED))
                .isEqualTo(refusal(Outcome.INVALID, "change this", null));
    }

    @Test
    void anOutageSaysWhenToRetryInWholeSeconds() {
        assertThat(replyTo(new Unavailable(REASON, Duration.ofMillis(1500)), REPLIED))
                .isEqualTo(refusal(Outcome.UNAVAILABLE, null, Duration.ofSeconds(2)));
    }

    @Test
    void anOutageIsExpiredFromTheDeadlineOn() {
        Instant deadline = EVENT.request().expiresAt();
        SsoOutcome outage = new Unavailable(REASON, Duration.ofSeconds(1));

        assertThat(replyTo(outage, deadline.minusMillis(1)).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(replyTo(outage, deadline).outcome()).isEqualTo(Outcome.EXPIRED);
        assertThat(replyTo(outage, deadline).reason()).isEqualTo(REASON);
        assertThat(replyTo(outage, deadline).retryAfter()).isNull();
    }

    private SessionTokenReplied replyTo(SsoOutcome outcome, Instant repliedAt) {
        return replyTo(outcome, EVENT.request(), repliedAt);
    }

    private static SessionTokenRequested secondAttempt(SessionTokenRequested request) {
        return new SessionTokenRequested(
                request.requestId(),
                request.tenantId(),
                request.authServiceId(),
                request.parameterNames(),
                request.credentials(),
                request.requestedAt(),
                request.expiresAt(),
                request.requestor(),
                new Attempt(2),
                Requests.CALLER);
    }

    private SessionTokenReplied replyTo(SsoOutcome outcome, SessionTokenRequested request, Instant repliedAt) {
        AuthService service = AuthServiceFixture.authService(Requests.AUTH_SERVICE, new Unused(), null);
        RequestEvent event = new RequestEvent(EVENT.correlationId(), request, EVENT.returnAddress(), EVENT.trace());
        ReplyDraft draft =
                new ReplyDraft(event, RECEIVED, "broker-1", Clock.fixed(repliedAt, ZoneOffset.UTC), new BackendCalls());
        return outcome.fold(new OutcomeReplies(issuer).replyTo(draft, service, Requests.KEY));
    }

    private static SessionTokenReplied refusal(
            Outcome outcome, @Nullable String detail, @Nullable Duration retryAfter) {
        SessionTokenRequested request = EVENT.request();
        return new SessionTokenReplied(
                request.requestId(),
                request.tenantId(),
                request.authServiceId(),
                request.requestor(),
                outcome,
                REASON,
                detail,
                null,
                null,
                null,
                null,
                retryAfter,
                new Timings(RECEIVED, REPLIED),
                "broker-1",
                Attempt.FIRST,
                Requests.CALLER);
    }

    private record Unused() implements SsoBackend {

        @Override
        public List<ParameterProperty> parameters() {
            return List.of();
        }

        @Override
        public CompletableFuture<SsoOutcome> authenticate(SsoRequest request) {
            return new CompletableFuture<>();
        }
    }
}
