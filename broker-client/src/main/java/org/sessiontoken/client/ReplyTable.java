package org.sessiontoken.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Timers;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.event.Timings;
import org.sessiontoken.value.RequestId;

/**
 * The requests in flight, of all kinds, found by their {@link CorrelationKey}.
 *
 * <p>Each entry leaves the table exactly once: with its reply, at its deadline, or because the request could not be sent.
 * The entry's permit is released before the requestor learns of the reply, so that it can send the next request at once.
 * Safe for all threads.
 */
final class ReplyTable {

    private final Map<CorrelationKey, Entry<?>> inFlight = new ConcurrentHashMap<>();
    private final int maxInFlight;
    private final Semaphore permits;
    private final InFlightLimit limit;
    private final Duration deadline;
    private final Timers timers;
    private boolean drained;

    ReplyTable(int maxInFlight, Duration deadline, Timers timers) {
        this.maxInFlight = maxInFlight;
        this.permits = new Semaphore(maxInFlight);
        this.limit = new InFlightLimit(maxInFlight, deadline, System::nanoTime);
        this.deadline = deadline;
        this.timers = timers;
    }

    /** Adds a request; the result is empty if the maximum number of requests is in flight, or the table is drained. */
    <R> Optional<Entry<R>> register(RequestId requestId, ReplyKind<R> kind) {
        if (isFull() || !permits.tryAcquire()) {
            return Optional.empty();
        }
        Entry<R> entry = new Entry<>(requestId, kind);
        inFlight.put(entry.correlationKey, entry);
        try {
            entry.timer = timers.schedule(entry::giveUp, deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException drainedMeanwhile) {
            entry.isNotSent(ClientReason.CLIENT_CLOSING);
        }
        return Optional.of(entry);
    }

    /** The request that a reply belongs to. The result is empty if it is another client's, or has left the table. */
    Optional<Entry<?>> find(CorrelationKey correlationKey) {
        return Optional.ofNullable(inFlight.get(correlationKey));
    }

    /** Whether a request that is registered now would be refused. */
    boolean isFull() {
        return !limit.admits(maxInFlight - permits.availablePermits());
    }

    int size() {
        return inFlight.size();
    }

    /**
     * Waits until no request is in flight, which is at the latest at the deadline of the last one, and lets no further
     * request in. Should a request be left, because the thread is interrupted, it is declined.
     */
    synchronized void drain() {
        if (drained) {
            return;
        }
        drained = true;
        try {
            // The permits are never released again: no request can be registered from now on.
            permits.tryAcquire(maxInFlight, deadline.toNanos() * 2, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        // An entry's permit is released just before the requestor learns of the reply: the timer may be at that point.
        timers.finish();
        for (Entry<?> left : List.copyOf(inFlight.values())) {
            left.isNotSent(ClientReason.CLIENT_CLOSING);
        }
    }

    /**
     * A request in flight.
     *
     * @param <R> its reply
     */
    final class Entry<R> {

        private final RequestId requestId;
        private final ReplyKind<R> kind;
        private final CorrelationKey correlationKey;
        private final CompletableFuture<R> future = new CompletableFuture<>();
        private final long registeredAt = System.nanoTime();
        private volatile @Nullable Future<?> timer;
        private volatile @Nullable SentRequest sent;

        private Entry(RequestId requestId, ReplyKind<R> kind) {
            this.requestId = requestId;
            this.kind = kind;
            this.correlationKey = CorrelationKey.of(requestId);
        }

        RequestId requestId() {
            return requestId;
        }

        /** How its reply is read. */
        ReplyKind<R> kind() {
            return kind;
        }

        CorrelationKey correlationKey() {
            return correlationKey;
        }

        /** Says how it is sent, before it is. */
        void isSentAs(SentRequest request) {
            sent = request;
        }

        /** How it was sent; empty before that, and of a request that is sent once in any case. */
        Optional<SentRequest> sent() {
            return Optional.ofNullable(sent);
        }

        CompletionStage<R> reply() {
            return future;
        }

        /** Declines the request, which could not be sent. */
        void isNotSent(ClientReason reason) {
            complete(kind.unavailable(requestId, reason));
        }

        private void giveUp() {
            limit.completed(registeredAt, deadline, size());
            complete(kind.noReply(requestId));
        }

        /** The broker has answered the request, and says how long it worked on it. */
        void answered(Timings byBroker) {
            Duration working = Duration.between(byBroker.receivedAt(), byBroker.repliedAt());
            limit.completed(
                    registeredAt,
                    Duration.ofNanos(System.nanoTime() - registeredAt).minus(working),
                    size());
        }

        /** Completes the request with its reply and removes it from the table. Further replies have no effect. */
        void complete(R reply) {
            if (inFlight.remove(correlationKey, this)) {
                // Null only while the request is registered, when only the timer itself or drain() completes the entry.
                Future<?> running = timer;
                if (running != null) {
                    running.cancel(false);
                }
                permits.release();
                future.complete(reply);
            }
        }
    }
}
