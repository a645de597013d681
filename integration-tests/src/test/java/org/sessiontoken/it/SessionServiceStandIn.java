package org.sessiontoken.it;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.event.SignOnCodec;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnOutcome;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyCodec;
import org.sessiontoken.event.SignOnReplyEvent;
import org.sessiontoken.event.SignOnRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.OpenResult;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.sealing.SignOnCredentials;
import org.sessiontoken.sealing.SignedOnTokens;
import org.sessiontoken.value.AccessTokenId;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TokenHash;

/**
 * Answers attempts to sign on as the session service does, but decides nothing: a token that begins with {@code good} signs on,
 * one that begins with {@code silent} gets no answer, and any other is refused.
 */
final class SessionServiceStandIn implements AutoCloseable {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final SealingKey key;
    private final Envelope envelope;
    private final Queue<ConsumerRecord<byte[], byte[]>> attempts = new ConcurrentLinkedQueue<>();
    private final Thread answering = new Thread(this::answerAll, "session-service-stand-in");

    private SessionServiceStandIn(String bootstrapServers, RequestorName requestor, NamedKey key) {
        Map<String, Object> connection = Map.of("bootstrap.servers", bootstrapServers);
        this.consumer = new KafkaConsumer<>(connection, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.key = new SealingKey(requestor, key);
        this.envelope = new Envelope(KeyRing.of(Map.of(requestor, List.of(key))));
    }

    /** Answers what comes from now on, to one requestor. */
    static SessionServiceStandIn start(String bootstrapServers, RequestorName requestor, NamedKey key) {
        SessionServiceStandIn standIn = new SessionServiceStandIn(bootstrapServers, requestor, key);
        List<TopicPartition> partitions = standIn.consumer.partitionsFor(Topics.SIGN_ONS).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        standIn.consumer.assign(partitions);
        standIn.consumer.seekToEnd(partitions);
        partitions.forEach(standIn.consumer::position);
        standIn.answering.start();
        return standIn;
    }

    /** The attempts as Kafka has them. */
    List<ConsumerRecord<byte[], byte[]>> attempts() {
        return List.copyOf(attempts);
    }

    private void answerAll() {
        try {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    attempts.add(record);
                    SignOnEvent attempt = SignOnCodec.read(record);
                    SignOnCredentials credentials = opened(attempt.request());
                    if (!credentials.sessionToken().text().startsWith("silent")) {
                        answer(attempt, credentials, Instant.ofEpochMilli(record.timestamp()));
                    }
                }
            }
        } catch (WakeupException closed) {
            consumer.close();
        }
    }

    private static Binding binding(SignOnRequested request) {
        return Binding.toRequest(request.requestId(), request.tenantId(), request.authServiceId());
    }

    private SignOnCredentials opened(SignOnRequested request) {
        return envelope.open(request.credentials(), Purpose.SIGN_ON, binding(request))
                .fold(new OpenResult.Cases<>() {
                    @Override
                    public SignOnCredentials opened(OpenResult.Opened opened) {
                        return SignOnCredentials.read(opened.content());
                    }

                    @Override
                    public SignOnCredentials refused(OpenResult.Refused refused) {
                        throw new AssertionError(refused);
                    }
                });
    }

    private void answer(SignOnEvent attempt, SignOnCredentials credentials, Instant at) {
        String token = credentials.sessionToken().text();
        boolean signedOn = token.startsWith("good");
        SignOnRequested request = attempt.request();
        Jwe tokens = Envelope.seal(
                new SignedOnTokens(
                                Secret.ofText("access with " + token),
                                credentials.pin().map(pin -> Secret.ofText("refresh with " + pin.text())))
                        .write(),
                Purpose.SIGNED_ON,
                binding(request),
                key);
        SignOnReplied reply = new SignOnReplied(
                request.requestId(),
                request.tenantId(),
                request.authServiceId(),
                request.requestor(),
                request.clientId(),
                signedOn ? SignOnOutcome.SIGNED_ON : SignOnOutcome.UNAUTHORISED,
                new ReasonCode(signedOn ? "signed-on" : "unknown-token"),
                null,
                TokenHash.of(credentials.sessionToken()),
                signedOn ? new AccountId("account-1") : null,
                signedOn ? tokens : null,
                signedOn ? new AccessTokenId("Wk3nO2cJ0mT5yQ7vR1sXaA") : null,
                signedOn ? at.plus(LIFETIME) : null,
                at,
                new Timings(at, at),
                "stand-in",
                request.callerAddress());
        producer.send(SignOnReplyCodec.write(
                new SignOnReplyEvent(
                        attempt.correlationId(), reply, attempt.returnAddress().correlationKey(), attempt.trace()),
                attempt.returnAddress().partition()));
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            answering.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
