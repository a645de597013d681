package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.background.Timers;
import org.sessiontoken.event.Attempt;
import org.sessiontoken.event.RequestCodec;
import org.sessiontoken.event.RequestEvent;

/**
 * Sends requests as {@link Hedging} decides: each to a partition of a broker instance that answers, and a second time if its
 * instance falls silent.
 *
 * <p>The lock guards {@link Hedging} alone and is held for moments: nothing is sent under it. What is decided may therefore be
 * outdated when it is done, and does no harm then: a second sending whose request has left meanwhile gets a reply that nobody
 * waits for. Safe for all threads.
 */
final class HedgedSender {

    private static final int LOOKS = 10;
    private static final Duration MIN_LOOK = Duration.ofMillis(10);

    private final Object lock = new Object();
    private final Hedging hedging;
    private final RequestSender sender;
    private final RequestObservations observations;
    private final Timers timers;
    private final long periodNanos;
    private final LongAdder repeated = new LongAdder();

    /**
     * A sender that does not look for silent instances before it is started.
     *
     * @param hedgeAfter after how long without a reply an instance is overdue
     */
    HedgedSender(
            RequestSender sender,
            RequestObservations observations,
            Hedging hedging,
            Duration hedgeAfter,
            Timers timers) {
        this.sender = sender;
        this.observations = observations;
        this.hedging = hedging;
        this.timers = timers;
        this.periodNanos = Math.max(hedgeAfter.toNanos() / LOOKS, MIN_LOOK.toNanos());
    }

    /** Looks for silent instances from now on, until the timers are finished. */
    void start() {
        try {
            timers.schedule(this::lookAndGoOn, periodNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // Nobody is waiting for a reply any more.
        }
    }

    private void lookAndGoOn() {
        try {
            look();
        } finally {
            start();
        }
    }

    void look() {
        List<Integer> available = sender.partitions();
        List<SentRequest> due;
        synchronized (lock) {
            due = hedging.due(available, System.nanoTime());
        }
        due.forEach(SentRequest::sendAgain);
        repeated.add(due.size());
    }

    /** Says which instance owns which partition. */
    void ownersAre(Map<Integer, String> owners) {
        synchronized (lock) {
            hedging.ownersAre(owners, System.nanoTime());
        }
    }

    /**
     * Sends a request. If that fails, its entry is completed.
     *
     * @param repeatable whether it may be sent a second time
     */
    void send(RequestEvent event, ReplyTable.Entry<SessionTokenReply> entry, boolean repeatable) {
        Sending sending = observations.send(Message.of(event));
        RequestEvent sent = event.withTrace(sending.trace());
        SentRequest request = new SentRequest(repeatable, partition -> sendAgain(sent, sending.again(), partition));
        // Before anything is sent: a reply may arrive before this method returns.
        entry.isSentAs(request);
        entry.reply().whenComplete((reply, failure) -> left(request));
        List<Integer> available = sender.partitions();
        if (available.isEmpty()) {
            // It fails, and says why.
            sender.send(RequestCodec.write(sent), () -> {}, reason -> sending.failed(reason, entry));
            return;
        }
        int partition;
        synchronized (lock) {
            partition = hedging.route(request, available, System.nanoTime());
        }
        sender.send(
                record(sent, partition), () -> acknowledged(sending, request), reason -> sending.failed(reason, entry));
    }

    private void acknowledged(Sending sending, SentRequest request) {
        sending.acknowledged();
        synchronized (lock) {
            hedging.acknowledged(request, System.nanoTime());
        }
    }

    private void left(SentRequest request) {
        synchronized (lock) {
            hedging.left(request);
        }
    }

    /** The first sending counts on if the second one fails. */
    private void sendAgain(RequestEvent first, Sending second, int partition) {
        RequestEvent next = first.nextAttempt().withTrace(second.trace());
        sender.send(record(next, partition), second::acknowledged, second::failed);
    }

    private static ProducerRecord<byte[], byte[]> record(RequestEvent event, int partition) {
        ProducerRecord<byte[], byte[]> record = RequestCodec.write(event);
        return new ProducerRecord<>(record.topic(), partition, record.key(), record.value(), record.headers());
    }

    /** Says that a reply to a request has arrived. */
    void answered(SentRequest request, Attempt attempt) {
        synchronized (lock) {
            hedging.answered(request, attempt.number() > 1, System.nanoTime());
        }
    }

    long repeated() {
        return repeated.sum();
    }

    int silentInstances() {
        synchronized (lock) {
            return hedging.silentInstances();
        }
    }
}
