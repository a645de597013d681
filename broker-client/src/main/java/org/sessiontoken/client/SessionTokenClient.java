package org.sessiontoken.client;

import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.TaskStatus;
import org.sessiontoken.background.Timers;
import org.sessiontoken.event.Topics;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.telemetry.Failures;
import org.sessiontoken.telemetry.LogKeys;
import org.sessiontoken.telemetry.LogLine;
import org.sessiontoken.value.CorrelationId;
import org.sessiontoken.value.RequestId;
import org.sessiontoken.value.TraceParent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Asks the broker for session tokens over Kafka, and signs on with them.
 *
 * <p>Safe for all threads. Only {@link #close()} blocks; no other method waits for Kafka or for a reply.
 */
public final class SessionTokenClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionTokenClient.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ClientSettings settings;
    private final SealingKeys keys;
    private final RequestEvents events;
    private final SignOnEvents signOnEvents;
    private final SessionTokenReplies replies;
    private final SignOnReplies signOnReplies;
    private final ReplyTable table;
    private final RequestSender sender;
    private final HedgedSender hedged;
    private final SignOnSender signOnSender;
    private final SignOnTopic signOnTopic;
    private final ReplyReader reader;
    private final BrokerMonitor monitor;
    private final BackgroundTask readerTask;
    private final BackgroundTask monitorTask;
    private volatile boolean closing;

    SessionTokenClient(ClientSettings settings, Clock clock, KafkaClients kafka, ObservationRegistry registry) {
        this.settings = settings;
        String name = nameOf(settings);
        this.keys = new SealingKeys(settings.requestor(), settings.keys());
        this.events = new RequestEvents(settings, keys::first, clock);
        this.signOnEvents = new SignOnEvents(settings, keys::first, clock);
        Envelope envelope = new Envelope(keys::all);
        this.replies = new SessionTokenReplies(envelope);
        this.signOnReplies = new SignOnReplies(envelope);
        Timers timers = new Timers(name + "-deadlines");
        RequestObservations observations = new RequestObservations(registry);
        this.table = new ReplyTable(settings.maxInFlight(), settings.deadline(), timers);
        this.sender = new RequestSender(kafka.producer());
        Hedging hedging = new Hedging(
                settings.hedgeAfter(), new HedgingBudget(settings.maxInFlight()), new SilenceListener.Log());
        this.hedged = new HedgedSender(sender, observations, hedging, settings.hedgeAfter(), timers);
        this.signOnSender = new SignOnSender(sender, observations);
        this.signOnTopic = new SignOnTopic(sender::connectSignOns);
        this.reader = new ReplyReader(
                kafka.consumer(),
                kafka.singleRecordConsumer(),
                Topics.repliesTo(settings.requestor()),
                settings.replyPartition(),
                new ReplyDelivery(table, hedged::answered, observations)::deliver);
        this.monitor = new BrokerMonitor(
                kafka.admin(),
                settings.brokerGroup(),
                reader,
                sender::connect,
                hedged::ownersAre,
                Optional.of(signOnTopic).filter(topic -> settings.signOn()),
                System::nanoTime);
        this.readerTask = new BackgroundTask(name + "-replies", reader);
        this.monitorTask = new BackgroundTask(name + "-monitor", monitor, BrokerMonitor.BACKOFF, CLOSE_TIMEOUT);
    }

    /**
     * Starts a client. It connects to Kafka in the background, and reconnects after a failure; {@link #availability()} says
     * whether it is connected.
     *
     * @throws IllegalArgumentException if a key is not a sealing key, or two keys have the same {@code kid}
     * @throws org.apache.kafka.common.KafkaException if a connection property has a value that Kafka does not accept
     */
    public static SessionTokenClient start(ClientSettings settings, Clock clock) {
        return start(settings, clock, ObservationRegistry.NOOP);
    }

    /**
     * Starts a client as {@link #start(ClientSettings, Clock)} does, which observes its requests: each sending
     * ({@code ags.client.send}) below the current observation of the thread that asks, and the processing of each reply
     * ({@code ags.client.process}). If observations become spans, a request is part of the caller's trace without naming it; a
     * request that {@linkplain SessionTokenRequest#trace() names a trace} is not observed.
     *
     * @param registry where the requests are observed
     * @throws IllegalArgumentException if a key is not a sealing key, or two keys have the same {@code kid}
     * @throws org.apache.kafka.common.KafkaException if a connection property has a value that Kafka does not accept
     */
    public static SessionTokenClient start(ClientSettings settings, Clock clock, ObservationRegistry registry) {
        KafkaProperties properties = new KafkaProperties(settings.kafka(), settings.deadline(), nameOf(settings));
        properties.requireValid();
        SessionTokenClient client = new SessionTokenClient(settings, clock, KafkaClients.with(properties), registry);
        client.start();
        return client;
    }

    void start() {
        readerTask.start();
        monitorTask.start();
        hedged.start();
    }

    /**
     * Asks for a session token. A request never fails with an exception: if the client cannot send it, the reply is
     * {@linkplain SessionTokenReply.Declined declined}.
     *
     * @return completes with the reply, always and at the latest at the deadline: also if Kafka or the broker cannot be
     *     reached, if too many requests are in flight, and if the client is closing. It completes on a thread of the
     *     client, so dependent stages must not block.
     */
    public CompletionStage<SessionTokenReply> request(SessionTokenRequest request) {
        return ask(
                replies,
                request.correlationId(),
                request.trace(),
                (entry, partition) -> send(request, entry, partition));
    }

    /**
     * Attempts to sign on with a session token. An attempt never fails with an exception: if the client cannot send it, the reply
     * is {@linkplain SignOnReply.Declined declined}. It is sent once. Whoever gets no reply may attempt again, with the same
     * client ID and {@linkplain SignOnRequest#credentials() repeat key}: within 60 seconds the tokens are the same.
     *
     * @return completes with the reply, always and at the latest at the deadline, as that of
     *     {@link #request(SessionTokenRequest)} does. It completes on a thread of the client, so dependent stages must not block.
     * @throws IllegalStateException if the client's settings lack {@link ClientSettings#signOn()}
     */
    public CompletionStage<SignOnReply> signOn(SignOnRequest request) {
        requireSignOn();
        Optional<ClientReason> obstacle = closing ? Optional.empty() : signOnTopic.obstacle();
        if (obstacle.isPresent()) {
            return declined(signOnReplies, newId(), obstacle.get());
        }
        return ask(
                signOnReplies,
                request.correlationId(),
                request.trace(),
                (entry, partition) -> signOnSender.send(
                        signOnEvents.of(request, entry.requestId(), entry.correlationKey(), partition), entry));
    }

    private void requireSignOn() {
        if (!settings.signOn()) {
            throw new IllegalStateException("client settings: signOn must be set, by withSignOn()");
        }
    }

    private <R> CompletionStage<R> ask(
            ReplyKind<R> kind, CorrelationId correlationId, Optional<TraceParent> trace, Asking<R> asking) {
        RequestId requestId = newId();
        if (closing) {
            return declined(kind, requestId, ClientReason.CLIENT_CLOSING);
        }
        Optional<TopicPartition> position = reader.position();
        if (position.isEmpty()) {
            return declined(kind, requestId, withoutPosition());
        }
        Optional<ReplyTable.Entry<R>> registered = table.register(requestId, kind);
        if (registered.isEmpty()) {
            return declined(kind, requestId, withoutRoom());
        }
        ReplyTable.Entry<R> entry = registered.get();
        try {
            asking.send(entry, position.get().partition());
        } catch (Throwable bug) {
            LoggingEventBuilder line = LOG.atError()
                    .addKeyValue(LogKeys.CORRELATION_ID, correlationId.value())
                    .addKeyValue(LogKeys.REQUEST_ID, requestId.value());
            LogLine.with(line, LogKeys.TRACE_ID, trace.map(TraceParent::traceId))
                    .addKeyValue(LogKeys.EXCEPTION, Failures.describe(bug))
                    .log("A request could not be made or sent: this is a bug");
            entry.isNotSent(ClientReason.CLIENT_FAILURE);
        }
        return entry.reply();
    }

    private void send(SessionTokenRequest request, ReplyTable.Entry<SessionTokenReply> entry, int replyPartition) {
        RequestId requestId = entry.requestId();
        events.of(request, requestId, entry.correlationKey(), replyPartition)
                .ifPresentOrElse(
                        event -> hedged.send(event, entry, request.repeatable()),
                        () -> entry.complete(DeclinedReplies.tooLarge(requestId)));
    }

    /**
     * The reply to any request that is made now, if that is known without the request: a caller can refuse it before it reads
     * it.
     */
    public Optional<SessionTokenReply> refusal() {
        return refusal(replies);
    }

    /** As {@link #refusal()}, for any attempt to sign on that is made now. */
    public Optional<SignOnReply> signOnRefusal() {
        return refusal(signOnReplies);
    }

    private <R> Optional<R> refusal(ReplyKind<R> kind) {
        return table.isFull() ? Optional.of(kind.unavailable(newId(), withoutRoom())) : Optional.empty();
    }

    /** Once the table is drained, it has room for no request. */
    private ClientReason withoutRoom() {
        return closing ? ClientReason.CLIENT_CLOSING : ClientReason.TOO_MUCH_IN_FLIGHT;
    }

    private static RequestId newId() {
        return new RequestId(UUID.randomUUID().toString());
    }

    private ClientReason withoutPosition() {
        if (reader.isRefused()) {
            return ClientReason.NOT_AUTHORISED;
        }
        return monitor.seen() == Availability.TOPIC_UNAVAILABLE
                ? ClientReason.TOPIC_UNAVAILABLE
                : ClientReason.KAFKA_UNREACHABLE;
    }

    private static <R> CompletionStage<R> declined(ReplyKind<R> kind, RequestId requestId, ClientReason reason) {
        return CompletableFuture.completedFuture(kind.unavailable(requestId, reason));
    }

    /** How a request is made and sent, once it is in the table. */
    private interface Asking<R> {
        void send(ReplyTable.Entry<R> entry, int replyPartition);
    }

    /** Whether the broker would answer a request that is made now. */
    public Availability availability() {
        if (closing) {
            return Availability.CLOSING;
        }
        if (!readerTask.isAlive() || !monitorTask.isAlive()) {
            return Availability.FAILED;
        }
        if (reader.isRefused()) {
            return Availability.NOT_AUTHORISED;
        }
        Availability seen = monitor.seen();
        // Replies that the broker sends before the reader has its position are missed.
        return seen == Availability.READY && reader.position().isEmpty() ? Availability.STARTING : seen;
    }

    /**
     * Whether an attempt to sign on that is made now would be sent, if there is room for it. Whether a session service would answer
     * it is not known.
     */
    public boolean canSignOn() {
        return settings.signOn()
                && !closing
                && reader.position().isPresent()
                && signOnTopic.obstacle().isEmpty();
    }

    /**
     * Replaces the sealing keys, as a whole: the first key seals from now on, and all keys open. So that the replies to requests in
     * flight can be opened, keep the earlier keys, behind the first, until these requests have ended.
     *
     * @throws IllegalArgumentException if there is no key, one is not a sealing key, or two have the same {@code kid}; then the
     *     earlier keys stay in use
     */
    public void replaceKeys(List<NamedKey> newKeys) {
        keys.replace(newKeys);
    }

    /** How many requests are in flight now, attempts to sign on among them. */
    public int inFlight() {
        return table.size();
    }

    /** How many requests have been sent a second time, because a broker instance gave no replies. */
    public long repeatedRequests() {
        return hedged.repeated();
    }

    /** How many broker instances give no replies now, while others do. */
    public int silentInstances() {
        return hedged.silentInstances();
    }

    /**
     * The state of the tasks that the client runs in the background, for a liveness probe and metrics.
     */
    public List<TaskStatus> backgroundTasks() {
        return List.of(readerTask, monitorTask);
    }

    /**
     * Accepts no more requests, waits for the replies to those in flight, and then closes the connections to Kafka. May be
     * called more than once.
     */
    @Override
    public void close() {
        closing = true;
        table.drain();
        monitorTask.beginClose();
        readerTask.beginClose();
        try {
            sender.close();
        } finally {
            monitorTask.close();
            readerTask.close();
        }
    }

    private static String nameOf(ClientSettings settings) {
        return "session-token-client-" + settings.requestor();
    }
}
