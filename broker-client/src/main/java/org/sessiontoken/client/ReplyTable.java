package org.sessiontoken.client;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.event.CorrelationKey;
import org.sessiontoken.value.RequestId;

/**
 * The requests in flight, each found by bytes that no other request has.
 *
 * <p>An entry leaves the table exactly once: answered, out of time, or not sent. Its place is free again before anybody
 * learns of the reply. Safe for all threads.
 */
final class ReplyTable {

    private final Map<CorrelationKey, Entry> inFlight = new ConcurrentHashMap<>();
    private final int most;
    private final Semaphore room;
    private final Duration deadline;
    private final ScheduledThreadPoolExecutor deadlines;

    ReplyTable(int most, Duration deadline, String threadName) {
        this.most = most;
        this.room = new Semaphore(most);
        this.deadline = deadline;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /** Takes a request in, unless as many are in flight as may be. */
    Optional<Entry> register(RequestId requestId) {
        if (!room.tryAcquire()) {
            return Optional.empty();
        }
        Entry entry = new Entry(requestId);
        inFlight.put(entry.correlation, entry);
        entry.timer = deadlines.schedule(
                () -> entry.complete(DeclinedReplies.noReply(requestId)), deadline.toNanos(), TimeUnit.NANOSECONDS);
        return Optional.of(entry);
    }

    /** The request that a reply belongs to; none where it is another client's, or has ended. */
    Optional<Entry> find(CorrelationKey correlation) {
        return Optional.ofNullable(inFlight.get(correlation));
    }

    int size() {
        return most - room.availablePermits();
    }

    /** Waits until no request is in flight, which is so by the deadline of the last one at the latest. */
    void drain() {
        try {
            if (room.tryAcquire(most, deadline.toNanos() * 2, TimeUnit.NANOSECONDS)) {
                room.release(most);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deadlines.shutdown();
    }

    /** One request in flight. */
    final class Entry {

        private final RequestId requestId;
        private final CorrelationKey correlation;
        private final CompletableFuture<SessionTokenReply> future = new CompletableFuture<>();
        private volatile @Nullable Future<?> timer;

        private Entry(RequestId requestId) {
            this.requestId = requestId;
            this.correlation = CorrelationKey.of(requestId);
        }

        RequestId requestId() {
            return requestId;
        }

        CorrelationKey correlation() {
            return correlation;
        }

        CompletionStage<SessionTokenReply> reply() {
            return future;
        }

        void complete(SessionTokenReply reply) {
            if (inFlight.remove(correlation, this)) {
                // Missing only while registering, when nothing but the timer itself can complete the entry.
                Future<?> running = timer;
                if (running != null) {
                    running.cancel(false);
                }
                room.release();
                future.complete(reply);
            }
        }
    }
}
