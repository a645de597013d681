package org.sessiontoken.session;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SignOnCodec;
import org.sessiontoken.event.SignOnEvent;
import org.sessiontoken.event.SignOnReplied;
import org.sessiontoken.event.SignOnReplyCodec;
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
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.ClientId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.Jwe;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/** A requestor of tests, which also plays the broker: it writes that tokens were issued. For one thread. */
final class Requestor implements AutoCloseable {

    static final RequestorName NAME = new RequestorName("head-end");
    static final TenantId TENANT = new TenantId("tenant");
    static final AuthServiceId AUTH_SERVICE = new AuthServiceId("customer");
    static final AccountId ACCOUNT = new AccountId("account-0001");

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final TopicPartition REPLIES = new TopicPartition(Topics.repliesTo(NAME), 0);

    private final SealingKey key;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<RequestId, SignOnReplied> replies = new HashMap<>();
    private int tokens;

    Requestor(String bootstrapServers, NamedKey key) {
        this.key = new SealingKey(NAME, key);
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.LINGER_MS_CONFIG, 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(REPLIES));
        consumer.seekToBeginning(List.of(REPLIES));
    }

    /** A token that was issued: its record is on the reply topic when this returns. */
    Secret issued(Duration life) {
        Secret token = Secret.ofText("token-" + ++tokens + "-" + UUID.randomUUID());
        Instant now = Instant.now();
        SessionTokenReplied reply = new SessionTokenReplied(
                new RequestId(UUID.randomUUID().toString()),
                TENANT,
                AUTH_SERVICE,
                NAME,
                Outcome.ISSUED,
                new ReasonCode("authenticated"),
                null,
                ACCOUNT,
                TokenHash.of(token),
                new Jwe("eyJ9.a.b.c.d"),
                now.plus(life),
                null,
                new Timings(now, now, List.of()),
                "broker",
                Attempt.FIRST,
                null);
        await(ReplyCodec.write(
                new ReplyEvent(new CorrelationId("flow"), reply, Optional.empty(), Optional.empty()), Optional.of(1)));
        return token;
    }

    /** An attempt to redeem a token, which is on its topic when this returns. */
    RequestId attempts(Secret token, String device) {
        return attempts(token, device, UnaryOperator.identity());
    }

    RequestId attempts(Secret token, String device, UnaryOperator<ProducerRecord<byte[], byte[]>> change) {
        RequestId id = new RequestId(UUID.randomUUID().toString());
        await(change.apply(attempt(id, token, device)));
        return id;
    }

    /** Attempts that are sent at the same time. */
    List<RequestId> race(Secret token, List<String> devices) {
        return devices.stream()
                .map(device -> {
                    RequestId id = new RequestId(UUID.randomUUID().toString());
                    producer.send(attempt(id, token, device));
                    return id;
                })
                .toList();
    }

    private ProducerRecord<byte[], byte[]> attempt(RequestId id, Secret token, String device) {
        Instant now = Instant.now();
        Secret content = new SignOnCredentials(token, repeatKey(device), Optional.empty()).write();
        Jwe sealed = Envelope.seal(content, Purpose.SIGN_ON, Binding.toRequest(id, TENANT, AUTH_SERVICE), key);
        return SignOnCodec.write(new SignOnEvent(
                TokenHash.of(token),
                new CorrelationId("flow"),
                new SignOnRequested(
                        id, TENANT, AUTH_SERVICE, new ClientId("PUB_989"), sealed, now, now.plus(DEADLINE), NAME, null),
                ReturnAddress.of(NAME, CorrelationKey.of(id), 0),
                Optional.empty()));
    }

    private static Secret repeatKey(String device) {
        return Secret.ofText("repeat-key-of-the-device-" + device);
    }

    private void await(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get(30, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The reply to an attempt. */
    SignOnReplied reply(RequestId attempt) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < end) {
            SignOnReplied known = replies.get(attempt);
            if (known != null) {
                return known;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (SignOnReplyCodec.isReply(record.headers())) {
                    SignOnReplied reply = SignOnReplyCodec.read(record).reply();
                    replies.putIfAbsent(reply.requestId(), reply);
                }
            }
        }
        throw new AssertionError("no reply to attempt " + attempt);
    }

    /** What is sealed in a reply. */
    SignedOnTokens open(SignOnReplied reply) {
        Jwe tokens = Objects.requireNonNull(reply.tokens());
        OpenResult result = new Envelope(KeyRing.of(Map.of(NAME, List.of(key.key()))))
                .open(tokens, Purpose.SIGNED_ON, Binding.toRequest(reply.requestId(), TENANT, AUTH_SERVICE));
        return SignedOnTokens.read(((OpenResult.Opened) result).content());
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
