package org.sessiontoken.session.issued;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;

/**
 * Reads the reply topics on, for the session tokens that were issued. It begins at the time that somebody needs, and goes back if
 * somebody needs an earlier one. A task runs it; the other methods are safe for all threads.
 */
public final class IssuedTokenTail implements Step {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Supplier<ReplyReading> readings;
    private final IssuedTokens tokens;
    private final Duration maxTokenLife;

    /** Guarded by this, as all that follows. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final Map<CompletableFuture<Void>, Map<TopicPartition, Long>> waiting = new HashMap<>();
    private @Nullable Instant since;
    private Instant forgotten = Instant.MIN;
    private boolean goesBack;

    private volatile @Nullable Instant time;
    private volatile @Nullable ReplyReading reading;

    /**
     * A tail that opens nothing before its first run.
     *
     * @param readings opens the reply topics
     * @param maxTokenLife how long a token can be redeemed after the record of its issue
     */
    IssuedTokenTail(Supplier<ReplyReading> readings, IssuedTokens tokens, Duration maxTokenLife) {
        this.readings = readings;
        this.tokens = tokens;
        this.maxTokenLife = maxTokenLife;
    }

    /**
     * Demands tokens. Until they have been read, nothing {@linkplain #upTo is reached}.
     *
     * @param from since when they were issued
     * @param expiring after when they expire: those that expire earlier are of no use
     */
    public synchronized void require(Instant from, Instant expiring) {
        if (since == null || from.isBefore(since) || forgotten.isAfter(expiring)) {
            since = from;
            forgotten = expiring;
            goesBack = true;
            positions.clear();
        }
    }

    /** Says that nobody will ask about tokens that expired before a time, unless they are demanded again. */
    public synchronized void forget(Instant expired) {
        if (since == null || !expired.isAfter(forgotten)) {
            return;
        }
        forgotten = expired;
        Instant issued = expired.minus(maxTokenLife);
        since = issued.isAfter(since) ? issued : since;
    }

    /** Reads again all that is required: topics were deleted and made again, and their offsets are others. */
    public synchronized void beginAnew() {
        goesBack = true;
        positions.clear();
    }

    /** The time of the newest record that was read: it is no later than now, by Kafka's clock. Empty before there is one. */
    public Optional<Instant> time() {
        return Optional.ofNullable(time);
    }

    /** Completes when all records below these offsets have been read, from the required time on. */
    public synchronized CompletionStage<Void> upTo(Map<TopicPartition, Long> ends) {
        // Nobody waits any more for those that have timed out.
        waiting.keySet().removeIf(CompletableFuture::isDone);
        CompletableFuture<Void> reached = new CompletableFuture<>();
        if (isRead(ends)) {
            reached.complete(null);
        } else {
            waiting.put(reached, Map.copyOf(ends));
        }
        return reached;
    }

    private boolean isRead(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> end.getValue() <= positions.getOrDefault(end.getKey(), 0L));
    }

    @Override
    public Duration run() {
        Optional<Instant> from = begin();
        if (from.isEmpty()) {
            return POLL;
        }
        ReplyReading current = reading;
        if (current == null) {
            current = readings.get();
            reading = current;
        }
        try {
            current.follow(from.get(), known());
            current.poll(POLL);
        } catch (OffsetOutOfRangeException deleted) {
            forgetPositions();
            throw deleted;
        }
        time = current.time().orElse(time);
        forget();
        read(current.positions());
        return Duration.ZERO;
    }

    /** The time from which on is read; a reading that has begun later is given up. */
    private synchronized Optional<Instant> begin() {
        if (goesBack) {
            goesBack = false;
            release();
        }
        return Optional.ofNullable(since);
    }

    private synchronized void forget() {
        if (!goesBack) {
            tokens.forgetExpired(forgotten);
        }
    }

    private synchronized Map<TopicPartition, Long> known() {
        return Map.copyOf(positions);
    }

    private synchronized void forgetPositions() {
        positions.clear();
    }

    private synchronized void read(Map<TopicPartition, Long> now) {
        if (goesBack) {
            return;
        }
        positions.putAll(now);
        Iterator<Map.Entry<CompletableFuture<Void>, Map<TopicPartition, Long>>> each =
                waiting.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<CompletableFuture<Void>, Map<TopicPartition, Long>> one = each.next();
            if (isRead(one.getValue())) {
                each.remove();
                one.getKey().complete(null);
            }
        }
    }

    @Override
    public void cancel() {
        ReplyReading current = reading;
        if (current != null) {
            current.wakeUp();
        }
    }

    @Override
    public void release() {
        ReplyReading last = reading;
        reading = null;
        if (last != null) {
            last.close();
        }
    }
}
