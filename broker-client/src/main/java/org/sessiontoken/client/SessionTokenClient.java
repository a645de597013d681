package org.sessiontoken.client;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;
import org.sessiontoken.event.ReturnAddress;
import org.sessiontoken.event.SessionTokenRequested;
import org.sessiontoken.sealing.Binding;
import org.sessiontoken.sealing.Credentials;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.sealing.Purpose;
import org.sessiontoken.sealing.SealingKey;
import org.sessiontoken.value.RequestId;

/**
 * Asks the broker for session tokens over Kafka.
 *
 * <p>Safe for all threads. No method but {@link #close()} waits, neither for Kafka nor for a reply.
 */
public final class SessionTokenClient implements AutoCloseable {

    private final ClientSettings settings;
    private final Clock clock;
    private final SealingKey sealingKey;
    private final ReplyTable table;
    private final ReplyReader reader;
    private final RequestSender sender;
    private final BrokerMonitor watch;
    private volatile boolean closing;

    private SessionTokenClient(ClientSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        String name = "session-token-client-" + settings.requestor();
        KafkaProperties kafka = new KafkaProperties(settings.kafka(), settings.deadline(), name);
        this.sealingKey = new SealingKey(settings.requestor(), settings.keys().get(0));
        this.table = new ReplyTable(settings.maxInFlight(), settings.deadline(), name + "-deadlines");
        ReplyDelivery delivery =
                new ReplyDelivery(table, new Envelope(KeyRing.of(Map.of(settings.requestor(), settings.keys()))));
        this.reader = new ReplyReader(kafka, settings.replyPartition(), delivery::deliver, name + "-replies");
        this.sender = new RequestSender(kafka);
        this.watch = new BrokerMonitor(kafka, settings.brokerGroup(), sender::connect, name + "-watch");
    }

    /**
     * Starts a client. It connects in the background, and again whenever it must; {@link #availability()} tells.
     *
     * @throws IllegalArgumentException if a key is not for sealing
     * @throws org.apache.kafka.common.KafkaException if a connection property is not one that Kafka takes
     */
    public static SessionTokenClient start(ClientSettings settings, Clock clock) {
        SessionTokenClient client = new SessionTokenClient(settings, clock);
        client.reader.start();
        client.watch.start();
        return client;
    }

    /**
     * Asks for a session token.
     *
     * @return completes with the reply, always, and by the deadline at the latest: also when Kafka or the broker is not
     *     there, when too much is in flight, and when the client is closing. It completes on a thread of the client, so
     *     what follows must not block.
     */
    public CompletionStage<SessionTokenReply> request(SessionTokenRequest ask) {
        RequestId requestId = new RequestId(UUID.randomUUID().toString());
        Optional<TopicPartition> replies = reader.position();
        if (closing) {
            return declined(requestId, ClientReason.CLIENT_CLOSING);
        }
        if (replies.isEmpty()) {
            return declined(requestId, ClientReason.KAFKA_UNREACHABLE);
        }
        return table.register(requestId)
                .map(entry -> send(ask, entry, replies.get().partition()))
                .orElseGet(() -> declined(requestId, ClientReason.TOO_MUCH_IN_FLIGHT));
    }

    private CompletionStage<SessionTokenReply> send(
            SessionTokenRequest ask, ReplyTable.Entry entry, int replyPartition) {
        SessionTokenRequested request;
        try {
            request = toRequest(ask, entry.requestId());
        } catch (IllegalArgumentException tooLarge) {
            // Bounds on the parameters keep all but the oddest within what can be sealed: escaped, some grow sixfold.
            entry.complete(DeclinedReplies.tooLarge(entry.requestId()));
            return entry.reply();
        }
        RequestEvent event = new RequestEvent(
                ask.correlationId(), request, ReturnAddress.of(entry.correlation(), replyPartition), ask.trace());
        sender.send(
                RequestCodec.write(event),
                failure ->
                        entry.complete(DeclinedReplies.unavailable(entry.requestId(), ClientReason.KAFKA_UNREACHABLE)));
        return entry.reply();
    }

    private SessionTokenRequested toRequest(SessionTokenRequest ask, RequestId requestId) {
        Binding binding = Binding.toRequest(requestId, ask.tenantId(), ask.authServiceId());
        Instant now = clock.instant();
        return new SessionTokenRequested(
                requestId,
                ask.tenantId(),
                ask.authServiceId(),
                ask.parameters().names(),
                Envelope.seal(Credentials.write(ask.parameters()), Purpose.CREDENTIALS, binding, sealingKey),
                now,
                now.plus(settings.deadline()),
                settings.requestor());
    }

    private static CompletionStage<SessionTokenReply> declined(RequestId requestId, ClientReason reason) {
        return CompletableFuture.completedFuture(DeclinedReplies.unavailable(requestId, reason));
    }

    /** Whether a request made now would be answered. */
    public Availability availability() {
        if (closing) {
            return Availability.CLOSING;
        }
        return reader.position().isEmpty() ? Availability.STARTING : watch.seen();
    }

    /** How many requests are in flight now. */
    public int inFlight() {
        return table.size();
    }

    /** Takes no more requests, waits for the replies of those in flight, and lets go of Kafka. May be called again. */
    @Override
    public void close() {
        closing = true;
        table.drain();
        watch.close();
        sender.close();
        reader.close();
    }
}
