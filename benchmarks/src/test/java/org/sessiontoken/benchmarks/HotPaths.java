package org.sessiontoken.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sessiontoken.backend.jwt.CompactJws;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** What every request goes through, each step by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class HotPaths {

    private static final AccountId ACCOUNT = new AccountId("SessionTokenSignOnAccount-0001");

    private final SealingKey sealingKey =
            new SealingKey(new RequestorName("http-adapter"), Operator.key("adapter", "A256GCMKW"));
    private final Envelope envelope = new Envelope(KeyRing.of(Map.of(sealingKey.owner(), List.of(sealingKey.key()))));
    private final NamedKey operator = Operator.key("operator", "HS256");
    private final TokenIssuer issuer = new TokenIssuer(Operator.key("issuing", "HS256"));
    private final javax.crypto.SecretKey signingKey = operator.toSecretKey();

    private final RequestId requestId = new RequestId(UUID.randomUUID().toString());
    private final TenantId tenant = new TenantId(Operator.TENANT);
    private final AuthServiceId service = new AuthServiceId("Sign-in");
    private final Binding binding = Binding.toRequest(requestId, tenant, service);
    private final Secret jwt = Secret.ofText(Operator.token(operator, Operator.TENANT));
    private final Secret credentials =
            Credentials.write(new Parameters(List.of(new Parameter("OperatorAuthToken", jwt))));
    private final Jwe sealedCredentials = Envelope.seal(credentials, Purpose.CREDENTIALS, binding, sealingKey);
    private final RequestEvent request = request();
    private final ReplyEvent reply = reply();
    private final ConsumerRecord<byte[], byte[]> requestRecord = consumed(RequestCodec.write(request));
    private final ConsumerRecord<byte[], byte[]> replyRecord = consumed(ReplyCodec.write(reply, Optional.of(0)));

    private RequestEvent request() {
        Instant now = Clock.systemUTC().instant();
        return new RequestEvent(
                new CorrelationId("benchmark-0001"),
                new SessionTokenRequested(
                        requestId,
                        tenant,
                        service,
                        List.of("OperatorAuthToken"),
                        sealedCredentials,
                        now,
                        now.plus(Duration.ofSeconds(10)),
                        sealingKey.owner()),
                ReturnAddress.of(sealingKey.owner(), CorrelationKey.of(requestId), 0),
                Optional.empty());
    }

    private ReplyEvent reply() {
        Instant now = Clock.systemUTC().instant();
        Secret token = issuer.issue(request.request(), ACCOUNT);
        return new ReplyEvent(
                request.correlationId(),
                new SessionTokenReplied(
                        requestId,
                        tenant,
                        service,
                        sealingKey.owner(),
                        Outcome.ISSUED,
                        new ReasonCode("issued"),
                        null,
                        ACCOUNT,
                        TokenHash.of(token),
                        Envelope.seal(token, Purpose.SESSION_TOKEN, binding, sealingKey),
                        now,
                        null,
                        new Timings(now, now),
                        "broker",
                        Attempt.FIRST,
                        null),
                Optional.of(CorrelationKey.of(requestId)),
                Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> written) {
        return new ConsumerRecord<>(
                written.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                written.key().length,
                written.value().length,
                written.key(),
                written.value(),
                written.headers(),
                Optional.empty());
    }

    /** Seals the parameters of a request. */
    @Benchmark
    public Jwe envelopeSeal() {
        return Envelope.seal(credentials, Purpose.CREDENTIALS, binding, sealingKey);
    }

    /** Opens the parameters of a request. */
    @Benchmark
    public OpenResult envelopeOpen() {
        return envelope.open(sealedCredentials, Purpose.CREDENTIALS, binding);
    }

    /** Takes an operator's token apart, verifies its signature and reads its claims. */
    @Benchmark
    public Object sharedSecretJwt() {
        CompactJws jws = CompactJws.parse(jwt).orElseThrow();
        if (!jws.isSignedWith(io.jsonwebtoken.Jwts.SIG.HS256, signingKey)) {
            throw new IllegalStateException("the token is genuine");
        }
        return jws.claims();
    }

    /** Writes a request as a record. */
    @Benchmark
    public Object requestWrite() {
        return RequestCodec.write(request);
    }

    /** Reads a request from its record. */
    @Benchmark
    public Object requestRead() {
        return RequestCodec.read(requestRecord);
    }

    /** Writes a reply as a record. */
    @Benchmark
    public Object replyWrite() {
        return ReplyCodec.write(reply, Optional.of(0));
    }

    /** Reads a reply from its record. */
    @Benchmark
    public Object replyRead() {
        return ReplyCodec.read(replyRecord);
    }

    /** Derives a session token and its hash. */
    @Benchmark
    public Object tokenIssue() {
        return TokenHash.of(issuer.issue(request.request(), ACCOUNT));
    }
}
