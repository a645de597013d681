package org.sessiontoken.broker.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.authservice.AuthServiceFinder;
import org.sessiontoken.broker.guard.BackendCalls;
import org.sessiontoken.broker.guessing.FailureThrottle;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.OpenResult.Opened;
import org.sessiontoken.sealing.OpenResult.Refused;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.tracing.RequestSpan;
import org.sessiontoken.value.Parameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the outcome of each request. Safe for all threads; it does not block.
 *
 * <p>The stage of a request always completes, and the request's permit always comes back. A failure of an auth service
 * becomes an outcome. The stage fails only for a bug in the broker, and then with the original exception, not a
 * {@link java.util.concurrent.CompletionException}.
 */
public final class RequestEvaluator {

    private static final Logger LOG = LoggerFactory.getLogger(RequestEvaluator.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final SsoOutcome AUTH_SERVICE_FAILED =
            new SsoOutcome.Unavailable(BrokerReason.AUTH_SERVICE_FAILED.code(), RETRY_AFTER);

    private final BrokerProperties properties;
    private final RequestChecks checks;
    private final Envelope envelope;
    private final AuthServiceFinder authServices;
    private final FailureThrottle failures;
    private final OutcomeReplies replies;
    private final Clock clock;
    private final Semaphore permits;

    RequestEvaluator(
            BrokerProperties properties,
            Envelope envelope,
            AuthServiceFinder authServices,
            FailureThrottle failures,
            OutcomeReplies replies,
            Clock clock) {
        this.properties = properties;
        this.checks = new RequestChecks(properties);
        this.envelope = envelope;
        this.authServices = authServices;
        this.failures = failures;
        this.replies = replies;
        this.clock = clock;
        this.permits = new Semaphore(properties.maxInFlight());
    }

    /** How many requests are being decided now. */
    int inFlight() {
        return properties.maxInFlight() - permits.availablePermits();
    }

    /** Answers a request as {@link #answer(RequestEvent, RequestSpan, Instant, int)} does, which is not recorded. */
    CompletionStage<SessionTokenReplied> answer(RequestEvent event, Instant receivedAt, int replyPartitions) {
        return answer(event, RequestSpan.none(), receivedAt, replyPartitions);
    }

    /**
     * Answers a request.
     *
     * @param span the request's span, below which those of auth services are
     * @param receivedAt when the request was taken from its topic
     * @param replyPartitions how many partitions the requestor's reply topic has
     */
    public CompletionStage<SessionTokenReplied> answer(
            RequestEvent event, RequestSpan span, Instant receivedAt, int replyPartitions) {
        ReplyDraft draft = new ReplyDraft(event, receivedAt, properties.instance(), clock, new BackendCalls(span));
        Optional<SessionTokenReplied> refusal = checks.refuse(event, draft, replyPartitions);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        if (!permits.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    draft.retryLater(Outcome.UNAVAILABLE, BrokerReason.TOO_MUCH_IN_FLIGHT.code(), RETRY_AFTER));
        }
        CompletableFuture<SessionTokenReplied> answer = new CompletableFuture<>();
        try {
            open(event, draft).whenComplete((reply, bug) -> complete(answer, reply, bug));
        } catch (Throwable bug) {
            complete(answer, null, bug);
        }
        return answer;
    }

    private void complete(
            CompletableFuture<SessionTokenReplied> answer,
            @Nullable SessionTokenReplied reply,
            @Nullable Throwable bug) {
        permits.release();
        if (bug == null) {
            answer.complete(reply);
        } else {
            answer.completeExceptionally(Failures.unwrap(bug));
        }
    }

    private CompletionStage<SessionTokenReplied> open(RequestEvent event, ReplyDraft draft) {
        SessionTokenRequested request = event.request();
        Binding binding = Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId());
        return envelope.open(request.credentials(), Purpose.CREDENTIALS, binding)
                .fold(new OpenResult.Cases<>() {
                    @Override
                    public CompletionStage<SessionTokenReplied> opened(Opened opened) {
                        return find(event, draft, opened);
                    }

                    @Override
                    public CompletionStage<SessionTokenReplied> refused(Refused refused) {
                        return CompletableFuture.completedFuture(RequestChecks.refuseEnvelope(draft, refused));
                    }
                });
    }

    private CompletionStage<SessionTokenReplied> find(RequestEvent event, ReplyDraft draft, Opened opened) {
        SessionTokenRequested request = event.request();
        if (!opened.key().owner().equals(request.requestor())) {
            return CompletableFuture.completedFuture(draft.invalid(
                    BrokerReason.FOREIGN_SEALING_KEY,
                    "credentials must be sealed with a key of the requestor that is named"));
        }
        Parameters parameters;
        try {
            parameters = Credentials.read(opened.content());
        } catch (IllegalArgumentException notAsDescribed) {
            // The message quotes no value, as the value types promise.
            return CompletableFuture.completedFuture(draft.invalid(
                    BrokerReason.UNREADABLE_PARAMETERS,
                    "credentials are not as described: " + notAsDescribed.getMessage()));
        }
        return authServices
                .find(request.tenantId(), request.authServiceId())
                .map(service -> authenticate(service, event, draft, parameters, opened.key()))
                .orElseGet(() -> CompletableFuture.completedFuture(draft.invalid(
                        BrokerReason.UNKNOWN_AUTH_SERVICE,
                        "the tenant has no auth service of this name: authServiceId must be that of an entry of the"
                                + " catalogue")));
    }

    private CompletionStage<SessionTokenReplied> authenticate(
            AuthService service, RequestEvent event, ReplyDraft draft, Parameters parameters, SealingKey key) {
        SsoOutcome.Cases<SessionTokenReplied> cases = replies.replyTo(draft, service, key);
        CheckedCredential credential = new CheckedCredential(
                failures.check(
                        service.key(), service.failureLimits(), event.request().callerAddress(), parameters),
                draft);
        try {
            Optional<SessionTokenReplied> refusal = RequestChecks.refuseParameters(service, draft, parameters)
                    .or(() -> throttle(service, draft))
                    .or(credential::begin);
            return refusal.isPresent()
                    ? CompletableFuture.completedFuture(refusal.get())
                    : service.authenticate(toSsoRequest(event, parameters), draft.calls())
                            .handle((outcome, failure) ->
                                    credential.end(outcome, () -> reply(event, outcome, failure, cases)));
        } catch (Throwable failure) {
            return CompletableFuture.completedFuture(credential.end(null, () -> reply(event, null, failure, cases)));
        }
    }

    private static Optional<SessionTokenReplied> throttle(AuthService service, ReplyDraft draft) {
        return service.rateLimit()
                .throttle()
                .map(wait -> draft.retryLater(Outcome.THROTTLED, BrokerReason.RATE_LIMIT.code(), wait));
    }

    private static SessionTokenReplied reply(
            RequestEvent event,
            @Nullable SsoOutcome outcome,
            @Nullable Throwable failure,
            SsoOutcome.Cases<SessionTokenReplied> cases) {
        try {
            if (outcome != null) {
                return outcome.fold(cases);
            }
            log(event, failure);
        } catch (Throwable unfit) {
            // The outcome may contain a value that is not allowed in a reply, such as a negative retryAfter.
            log(event, unfit);
        }
        return AUTH_SERVICE_FAILED.fold(cases);
    }

    private static void log(RequestEvent event, @Nullable Throwable failure) {
        RequestLine.about(event, LOG.atError())
                .addKeyValue(
                        LogKeys.EXCEPTION, failure == null ? "none: it answered null" : Failures.stackTrace(failure))
                .log("An auth service failed: this is a bug");
    }

    private static SsoRequest toSsoRequest(RequestEvent event, Parameters parameters) {
        SessionTokenRequested request = event.request();
        return new SsoRequest(
                request.requestId(),
                event.correlationId(),
                request.tenantId(),
                request.authServiceId(),
                parameters,
                request.requestedAt(),
                request.expiresAt(),
                event.trace());
    }
}
