package org.sessiontoken.broker.evaluation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.broker.authservice.AuthService;
import org.sessiontoken.broker.authservice.RateLimit;
import org.sessiontoken.broker.guard.BackendCalls;
import org.sessiontoken.broker.guard.GuardedBackend;
import org.sessiontoken.broker.guessing.FailureThrottle;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.ParameterProperty;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;

/**
 * Answers made-up requests before the first real one arrives, so that the JVM has loaded and compiled the code by then. The keys
 * are made for this purpose and thrown away; nothing is written, measured or logged, and no auth service is asked.
 *
 * <p>Safe for all threads: those that come while one of them is at it wait for it.
 */
public final class WarmUp {

    private static final Duration MAX_DURATION = Duration.ofMillis(1_500);
    private static final int MAX_REQUESTS = 1_000;
    private static final RequestorName REQUESTOR = new RequestorName("warm-up");
    private static final CorrelationId FLOW = new CorrelationId("warm-up");
    private static final TenantId TENANT = new TenantId("warm-up");
    private static final AuthServiceId AUTH_SERVICE = new AuthServiceId("warm-up");
    private static final Parameters PARAMETERS =
            new Parameters(List.of(new Parameter("OperatorAuthToken", Secret.ofText("warm-up".repeat(50)))));

    private final RequestEvaluator evaluator;
    private final SealingKey key;
    private final Clock clock;
    private boolean done;

    WarmUp(BrokerProperties properties, FailureThrottle failures, Clock clock) {
        NamedKey named = DevelopmentKeys.generate("warm-up", "A256GCMKW", 32);
        AuthService service = new AuthService(
                new AuthServiceCodec.Key(TENANT, AUTH_SERVICE),
                new Backend(),
                Duration.ofMinutes(1),
                RateLimit.unlimited(),
                Optional.empty(),
                Map.of());
        this.key = new SealingKey(REQUESTOR, named);
        this.clock = clock;
        this.evaluator = new RequestEvaluator(
                properties,
                new Envelope(KeyRing.of(Map.of(REQUESTOR, List.of(named)))),
                (tenantId, authServiceId) -> Optional.of(service),
                failures,
                new OutcomeReplies(new TokenIssuer(DevelopmentKeys.generate("warm-up", "HS256", 32))),
                clock);
    }

    /**
     * Warms up, which takes a second or two, or does nothing if that has been done.
     *
     * @return how many requests it has answered
     */
    public synchronized int run() {
        if (done) {
            return 0;
        }
        done = true;
        long end = System.nanoTime() + MAX_DURATION.toNanos();
        int answered = 0;
        while (answered < MAX_REQUESTS && System.nanoTime() < end) {
            answer();
            answered++;
        }
        return answered;
    }

    /** Reads, decides and answers a request as if it came from Kafka and the reply went there. */
    ProducerRecord<byte[], byte[]> answer() {
        RequestEvent event = RequestCodec.read(consumed(RequestCodec.write(request())));
        SessionTokenReplied reply = evaluator
                .answer(event, clock.instant(), 1)
                .toCompletableFuture()
                .join();
        return ReplyCodec.write(
                new ReplyEvent(FLOW, reply, event.returnAddress().correlationKey(), event.trace()), Optional.of(0));
    }

    private RequestEvent request() {
        RequestId requestId = new RequestId(UUID.randomUUID().toString());
        Instant now = clock.instant();
        SessionTokenRequested request = new SessionTokenRequested(
                requestId,
                TENANT,
                AUTH_SERVICE,
                PARAMETERS.names(),
                Envelope.seal(
                        Credentials.write(PARAMETERS),
                        Purpose.CREDENTIALS,
                        Binding.toRequest(requestId, TENANT, AUTH_SERVICE),
                        key),
                now,
                now.plus(MAX_DURATION),
                REQUESTOR);
        ReturnAddress address = ReturnAddress.of(REQUESTOR, CorrelationKey.of(requestId), 0);
        return new RequestEvent(FLOW, request, address, Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> written) {
        ConsumerRecord<byte[], byte[]> consumed =
                new ConsumerRecord<>(written.topic(), 0, 0, written.key(), written.value());
        written.headers().forEach(consumed.headers()::add);
        return consumed;
    }

    /** Knows everybody. */
    private static final class Backend implements GuardedBackend {

        private static final AccountId ACCOUNT = new AccountId("warm-up");

        @Override
        public List<ParameterProperty> parameters() {
            return List.of();
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
            return calls.note(() -> CompletableFuture.completedFuture(new SsoOutcome.Authenticated(ACCOUNT)));
        }
    }
}
