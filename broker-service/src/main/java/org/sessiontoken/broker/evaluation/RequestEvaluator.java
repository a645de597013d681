package org.sessiontoken.broker.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.authservice.AuthServiceDirectory;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Topics;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.OpenResult.Opened;
import org.sessiontoken.sealing.OpenResult.Refused;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;

/**
 * Says how each request ends. Safe for all threads; it waits for nothing, and always answers.
 */
public final class RequestEvaluator {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final BrokerProperties properties;
    private final Envelope envelope;
    private final AuthServiceDirectory authServices;
    private final OutcomeReplies issuance;
    private final Clock clock;
    private final Semaphore places;

    RequestEvaluator(
            BrokerProperties properties,
            Envelope envelope,
            AuthServiceDirectory authServices,
            OutcomeReplies issuance,
            Clock clock) {
        this.properties = properties;
        this.envelope = envelope;
        this.authServices = authServices;
        this.issuance = issuance;
        this.clock = clock;
        this.places = new Semaphore(properties.maxInFlight());
    }

    /**
     * Answers a request.
     *
     * @param receivedAt when the request was taken from its topic
     * @param replyPartitions how many partitions the reply topic has
     */
    public CompletionStage<SessionTokenReplied> answer(RequestEvent event, Instant receivedAt, int replyPartitions) {
        SessionTokenRequested request = event.request();
        ReplyDraft draft = new ReplyDraft(request, receivedAt, properties.instance(), clock);
        Optional<SessionTokenReplied> refusal =
                checkAddress(event, draft, replyPartitions).or(() -> checkTimes(request, draft, receivedAt));
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        if (!places.tryAcquire()) {
            return CompletableFuture.completedFuture(
                    draft.comeBackLater(Outcome.UNAVAILABLE, BrokerReason.TOO_MUCH_IN_FLIGHT.code(), SOON));
        }
        return open(event, draft).whenComplete((reply, never) -> places.release());
    }

    private static Optional<SessionTokenReplied> checkAddress(
            RequestEvent event, ReplyDraft draft, int replyPartitions) {
        if (event.returnAddress().topic().filter(t -> !t.equals(Topics.REPLIES)).isPresent()) {
            return Optional.of(draft.invalid(
                    BrokerReason.FOREIGN_REPLY_TOPIC, "the reply topic must be " + Topics.REPLIES + ", or left out"));
        }
        if (event.returnAddress()
                .partition()
                .filter(p -> p < 0 || p >= replyPartitions)
                .isPresent()) {
            return Optional.of(draft.invalid(
                    BrokerReason.NO_SUCH_REPLY_PARTITION,
                    "the reply partition must be from 0 to " + (replyPartitions - 1) + ", or left out"));
        }
        return Optional.empty();
    }

    private Optional<SessionTokenReplied> checkTimes(
            SessionTokenRequested request, ReplyDraft draft, Instant receivedAt) {
        if (request.requestedAt().isAfter(receivedAt.plus(properties.requestorClockSkew()))) {
            return Optional.of(draft.invalid(
                    BrokerReason.REQUESTED_IN_THE_FUTURE, "requestedAt must not be ahead of the broker's clock"));
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

    private CompletionStage<SessionTokenReplied> open(RequestEvent event, ReplyDraft draft) {
        SessionTokenRequested request = event.request();
        Binding binding = Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId());
        return envelope.open(request.credentials(), Purpose.CREDENTIALS, binding)
                .fold(new OpenResult.Cases<>() {
                    @Override
                    public CompletionStage<SessionTokenReplied> opened(Opened opened) {
                        return authenticate(event, draft, opened);
                    }

                    @Override
                    public CompletionStage<SessionTokenReplied> refused(Refused refused) {
                        return CompletableFuture.completedFuture(stillClosed(draft, refused.why()));
                    }
                });
    }

    private static SessionTokenReplied stillClosed(ReplyDraft draft, OpenResult.Refusal why) {
        return switch (why) {
            case UNKNOWN_KEY ->
                draft.invalid(
                        BrokerReason.UNKNOWN_SEALING_KEY,
                        "credentials must be sealed with a key that the broker knows for this requestor");
            case NOT_AUTHENTIC ->
                draft.invalid(
                        BrokerReason.ENVELOPE_NOT_AUTHENTIC,
                        "credentials must be a JWE with A256GCMKW and A256GCM, unchanged since it was sealed");
            case BOUND_ELSEWHERE ->
                draft.invalid(
                        BrokerReason.ENVELOPE_BOUND_ELSEWHERE,
                        "credentials must be sealed for this very request, tenant and auth service");
        };
    }

    private CompletionStage<SessionTokenReplied> authenticate(RequestEvent event, ReplyDraft draft, Opened opened) {
        SessionTokenRequested request = event.request();
        if (!opened.key().owner().equals(request.requestor())) {
            return CompletableFuture.completedFuture(draft.invalid(
                    BrokerReason.FOREIGN_SEALING_KEY,
                    "credentials must be sealed with a key of the requestor that is named"));
        }
        Optional<Parameters> parameters = Credentials.read(opened.content());
        if (parameters.isEmpty()) {
            return CompletableFuture.completedFuture(draft.invalid(
                    BrokerReason.UNREADABLE_PARAMETERS,
                    "credentials must hold {\"parameters\": [{\"name\": …, \"value\": …}]}, each name once"));
        }
        return authServices
                .find(request.tenantId(), request.authServiceId())
                .map(service -> ask(service, event, draft, parameters.get(), opened.key()))
                .orElseGet(
                        () -> CompletableFuture.completedFuture(
                                draft.invalid(
                                        BrokerReason.UNKNOWN_AUTH_SERVICE,
                                        "the tenant has no auth service of this name: authServiceId must be that of an entry of the catalogue")));
    }

    private CompletionStage<SessionTokenReplied> ask(
            AuthService service, RequestEvent event, ReplyDraft draft, Parameters parameters, SealingKey key) {
        Optional<SessionTokenReplied> missing = checkMandatory(service, draft, parameters);
        if (missing.isPresent()) {
            return CompletableFuture.completedFuture(missing.get());
        }
        Optional<Duration> wait = service.rateLimit().throttle();
        if (wait.isPresent()) {
            return CompletableFuture.completedFuture(
                    draft.comeBackLater(Outcome.THROTTLED, BrokerReason.RATE_LIMIT.code(), wait.get()));
        }
        return service.authenticate(toSsoRequest(event, parameters))
                .thenApply(outcome -> outcome.fold(issuance.replyTo(draft, service, key)));
    }

    private static Optional<SessionTokenReplied> checkMandatory(
            AuthService service, ReplyDraft draft, Parameters parameters) {
        return service.backend().parameters().stream()
                .filter(ParameterProperty::mandatory)
                .map(ParameterProperty::name)
                .filter(name -> parameters.value(name).isEmpty())
                .findFirst()
                .map(name -> draft.invalid(
                        BrokerReason.MISSING_PARAMETER, "parameter '" + name + "' is mandatory for this auth service"));
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
                request.expiresAt());
    }
}
