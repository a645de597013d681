package org.sessiontoken.console.secrecy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.AuthServiceCodec;
import org.sessiontoken.event.AuthServiceDescribed;
import org.sessiontoken.event.BackendCall;
import org.sessiontoken.event.BreakerChangeCodec;
import org.sessiontoken.event.BreakerChanged;
import org.sessiontoken.event.BreakerState;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.DeadLetterCodec;
import org.sessiontoken.event.DeadLettered;
import org.sessiontoken.event.Outcome;
import org.sessiontoken.event.PartialRequest;
import org.sessiontoken.event.ReplyCodec;
import org.sessiontoken.event.ReplyEvent;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenReplied;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.event.Timings;
import org.sessiontoken.event.Topics;
import org.sessiontoken.event.UnreadableEventException;
import org.sessiontoken.keys.DevelopmentKeys;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.AuthServiceId;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.IpAddress;
import org.sessiontoken.value.Parameter;
import org.sessiontoken.value.Parameters;
import org.sessiontoken.value.ReasonCode;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.RequestorName;
import org.sessiontoken.value.Secret;
import org.sessiontoken.value.TenantId;
import org.sessiontoken.value.TokenHash;

/**
 * Requests and what comes of them, numbered, each with secrets of its own that are sealed as adapter and broker seal them. Some
 * requestors are careless: they write secrets in the clear, into members and headers that no schema describes, or instead of an event.
 */
public final class SealedFlows implements AutoCloseable {

    /** So many requests have one correlation ID. */
    public static final int IN_ONE_FLOW = 40;

    /** The broker instance that answers them. */
    public static final String BROKER = "broker-1";

    static final RequestorName ADAPTER = new RequestorName("http-adapter");
    static final TenantId TENANT = new TenantId("nagra");
    static final AuthServiceId SERVICE = new AuthServiceId("Customer Auth Service");

    private static final int REQUESTS_PER_SECOND = 500;
    private static final RequestorName OPERATOR = new RequestorName("operator");
    private static final SealingKey KEY =
            new SealingKey(ADAPTER, DevelopmentKeys.generate("adapter-2026", "A256GCMKW", 32));
    private static final int PERIOD = 20;
    private static final int WITH_A_FOREIGN_MEMBER = 3;
    private static final int WITH_A_FOREIGN_HEADER = 4;
    private static final int IN_THE_CLEAR = 7;
    private static final int NO_EVENT = 8;
    private static final int REPLY_IN_THE_CLEAR = 9;
    private static final int UNANSWERED = 19;

    private final KafkaProducer<byte[], byte[]> producer;
    private final SealingKey operator;

    /**
     * Makes the topics, too.
     *
     * @param operatorKey seals what cannot be read
     */
    public SealedFlows(String bootstrapServers, NamedKey operatorKey) {
        Map<String, Object> connection = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(connection)) {
            await(admin.createTopics(List.of(
                            new NewTopic(Topics.REQUESTS, 2, (short) 1),
                            new NewTopic(Topics.repliesTo(ADAPTER), 2, (short) 1),
                            new NewTopic(Topics.DEAD_LETTERS, 1, (short) 1),
                            new NewTopic(Topics.AUTH_SERVICES, 1, (short) 1),
                            new NewTopic(Topics.BREAKERS, 1, (short) 1),
                            new NewTopic(Topics.ACCESSES, 1, (short) 1)))
                    .all());
        }
        this.producer = new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer());
        this.operator = new SealingKey(OPERATOR, operatorKey);
        await(producer.send(AuthServiceCodec.write(
                new AuthServiceDescribed(TENANT, SERVICE, Map.of(), List.of(), true, REQUESTS_PER_SECOND), now())));
        await(producer.send(BreakerChangeCodec.write(
                new BreakerChanged(TENANT, SERVICE, BreakerState.CLOSED, BreakerState.OPEN, now(), BROKER))));
    }

    /** The ID of a request. */
    public static String requestId(int number) {
        return UUID.nameUUIDFromBytes(bytes("request " + number)).toString();
    }

    /** The correlation ID of a request, which it shares with its neighbours. */
    public static String correlationId(int number) {
        return "visit-" + number / IN_ONE_FLOW;
    }

    /** What a person types. It has characters that are written in other ways in a URL, in JSON, in CSV and in HTML. */
    public static String password(int number) {
        return chance("password " + number, 12) + "ä+/\"%<" + chance("rest of password " + number, 12);
    }

    /** What another program presents. */
    public static String credential(int number) {
        return chance("credential " + number, 48);
    }

    /** The session token that is issued, in the form that the broker gives it. */
    public static String sessionToken(int number) {
        return chance("session token " + number, 26);
    }

    /** What a careless requestor writes in the clear. */
    public static String inTheClear(int number) {
        return chance("in the clear " + number, 24);
    }

    /** The account of a request. */
    public static String account(int number) {
        return chance("account " + number, 20) + "@example.org";
    }

    /** Digits and small letters that nobody guesses, and always the same ones. */
    private static String chance(String of, int length) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-512").digest(bytes(of));
            return new BigInteger(1, hash).toString(36).substring(0, length);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a request of this number can be read, so that it has a row of its own. */
    public static boolean isReadable(int number) {
        return number % PERIOD != IN_THE_CLEAR && number % PERIOD != NO_EVENT;
    }

    /** Whether a request of this number gets a token. */
    public static boolean isIssued(int number) {
        return isReadable(number) && number % PERIOD < UNANSWERED - 5 && number % PERIOD != REPLY_IN_THE_CLEAR;
    }

    /** Writes the requests with these numbers and what comes of them. */
    public void write(int from, int to) {
        List<Future<RecordMetadata>> written = new ArrayList<>();
        for (int number = from; number < to; number++) {
            RequestEvent request = request(number, ADAPTER);
            ProducerRecord<byte[], byte[]> record = careless(RequestCodec.write(request), number);
            if (isReadable(number)) {
                written.add(producer.send(record));
                reply(request, number).map(producer::send).ifPresent(written::add);
            } else {
                written.add(producer.send(deadLetter(record, await(producer.send(record)))));
            }
        }
        written.forEach(SealedFlows::await);
    }

    /** Writes a request of a requestor that has no reply topic, as it seems to whoever may not read it. */
    public void writeUnseen(String requestor, int number) {
        await(producer.send(RequestCodec.write(request(number, new RequestorName(requestor)))));
    }

    private static RequestEvent request(int number, RequestorName requestor) {
        RequestId id = new RequestId(requestId(number));
        Parameters parameters = new Parameters(List.of(
                new Parameter("username", Secret.ofText(account(number))),
                new Parameter("password", Secret.ofText(password(number))),
                new Parameter("OperatorAuthToken", Secret.ofText(credential(number)))));
        Instant now = now();
        return new RequestEvent(
                new CorrelationId(correlationId(number)),
                new SessionTokenRequested(
                        id,
                        TENANT,
                        SERVICE,
                        parameters.names(),
                        Envelope.seal(Credentials.write(parameters), Purpose.CREDENTIALS, bound(id), KEY),
                        now,
                        now.plusSeconds(5),
                        requestor,
                        Attempt.FIRST,
                        new IpAddress("10.1.4." + number % 200)),
                ReturnAddress.of(requestor, CorrelationKey.of(id), 0),
                Optional.empty());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Binding bound(RequestId id) {
        return Binding.toRequest(id, TENANT, SERVICE);
    }

    private static ProducerRecord<byte[], byte[]> careless(ProducerRecord<byte[], byte[]> record, int number) {
        return switch (number % PERIOD) {
            case WITH_A_FOREIGN_MEMBER -> withValue(record, member(record.value(), "note", inTheClear(number)));
            case WITH_A_FOREIGN_HEADER -> {
                record.headers().add("x-debug", bytes(inTheClear(number)));
                yield record;
            }
            case IN_THE_CLEAR -> withValue(record, member(record.value(), "parameters", password(number)));
            case NO_EVENT -> withValue(record, bytes(credential(number) + " " + inTheClear(number)));
            default -> record;
        };
    }

    private static byte[] member(byte[] object, String name, String value) {
        String json = new String(object, StandardCharsets.UTF_8);
        return bytes("{\"%s\":\"%s\",%s".formatted(name, value.replace("\"", "\\\""), json.substring(1)));
    }

    private static ProducerRecord<byte[], byte[]> withValue(ProducerRecord<byte[], byte[]> record, byte[] value) {
        return new ProducerRecord<>(record.topic(), record.partition(), record.key(), value, record.headers());
    }

    private Optional<ProducerRecord<byte[], byte[]>> reply(RequestEvent request, int number) {
        if (number % PERIOD == UNANSWERED) {
            return Optional.empty();
        }
        ProducerRecord<byte[], byte[]> record = ReplyCodec.write(
                new ReplyEvent(
                        request.correlationId(),
                        outcome(request.request(), number),
                        request.returnAddress().correlationKey(),
                        Optional.empty()),
                Optional.of(number % 2));
        if (number % PERIOD == REPLY_IN_THE_CLEAR) {
            return Optional.of(withValue(record, bytes("{\"sessionToken\":\"%s\"}".formatted(sessionToken(number)))));
        }
        return Optional.of(
                number % PERIOD == WITH_A_FOREIGN_MEMBER
                        ? withValue(record, member(record.value(), "note", inTheClear(number)))
                        : record);
    }

    private static SessionTokenReplied outcome(SessionTokenRequested request, int number) {
        boolean issued = isIssued(number) || number % PERIOD == REPLY_IN_THE_CLEAR;
        boolean unavailable = number % PERIOD == UNANSWERED - 1;
        Secret token = Secret.ofText(sessionToken(number));
        @Nullable AccountId account = unavailable ? null : new AccountId(account(number));
        Instant now = now();
        return new SessionTokenReplied(
                request.requestId(),
                TENANT,
                SERVICE,
                ADAPTER,
                issued ? Outcome.ISSUED : unavailable ? Outcome.UNAVAILABLE : Outcome.UNAUTHORISED,
                new ReasonCode(issued ? "issued" : unavailable ? "backend-unavailable" : "bad-credentials"),
                null,
                account,
                issued ? TokenHash.of(token) : null,
                issued ? Envelope.seal(token, Purpose.SESSION_TOKEN, bound(request.requestId()), KEY) : null,
                issued ? now.plusSeconds(300) : null,
                unavailable ? Duration.ofSeconds(1) : null,
                new Timings(now, now, List.of(new BackendCall(Duration.ZERO, Duration.ofMillis(2), null))),
                BROKER,
                request.attempt(),
                request.callerAddress());
    }

    /** As the broker makes it of what it cannot read. */
    private ProducerRecord<byte[], byte[]> deadLetter(ProducerRecord<byte[], byte[]> sent, RecordMetadata at) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(at.topic(), at.partition(), at.offset(), sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        List<String> headerNames = new ArrayList<>();
        for (Header header : sent.headers()) {
            headerNames.add(header.key());
        }
        PartialRequest read = RequestCodec.readPartially(record);
        try {
            RequestCodec.read(record);
            throw new IllegalStateException("a record that can be read");
        } catch (UnreadableEventException why) {
            return DeadLetterCodec.write(
                    sent.key(),
                    new DeadLettered(
                            new ReasonCode("unreadable-value"),
                            String.valueOf(why.getMessage()),
                            at.topic(),
                            at.partition(),
                            at.offset(),
                            now(),
                            headerNames,
                            Envelope.seal(
                                    Secret.ofBytes(sent.value()),
                                    Purpose.DEAD_LETTER,
                                    Binding.toRecord(at.topic(), at.partition(), at.offset()),
                                    operator),
                            null,
                            List.of(),
                            read.requestId().orElse(null),
                            read.correlationId().orElse(null)));
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
