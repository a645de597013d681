package org.sessiontoken.broker.answered;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.background.Step;

/**
 * Answers questions with a reader that is opened for the first one, and closed when there was none for a while.
 *
 * <p>While Kafka does not answer, the questions wait, as the outcomes would. If the broker may not read the topic, they are
 * settled at once with {@link LookupResult#UNKNOWN}.
 */
final class LookupStep implements Step {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration KEPT_FOR = Duration.ofSeconds(10);

    private final Supplier<OutcomeTail> tails;
    private final LongSupplier nanos;
    private final Queue<Question> asked = new ConcurrentLinkedQueue<>();
    private volatile @Nullable OutcomeTail tail;
    private volatile boolean outdated;

    // For the task's thread alone.
    private List<Question> open = new ArrayList<>();
    private long usedAt;

    /** @param nanos a clock that never goes back */
    LookupStep(Supplier<OutcomeTail> tails, LongSupplier nanos) {
        this.tails = tails;
        this.nanos = nanos;
    }

    /** Asks a question, which a later run answers. May be called by any thread. */
    void ask(Question question) {
        asked.add(question);
    }

    /** Forgets what was read, and reads with another reader what is still asked. May be called by any thread. */
    void beginAnew() {
        outdated = true;
        cancel();
    }

    @Override
    public Duration run() {
        if (outdated) {
            outdated = false;
            release();
        }
        for (Question question = asked.poll(); question != null; question = asked.poll()) {
            open.add(question);
        }
        if (open.isEmpty()) {
            return rest();
        }
        try {
            read();
        } catch (AuthorizationException refused) {
            open.forEach(question -> question.settle(LookupResult.UNKNOWN));
            open = new ArrayList<>();
            throw refused;
        } catch (WakeupException woken) {
            if (!outdated) {
                throw woken;
            }
            return Duration.ZERO;
        }
        open.removeIf(Question::isSettled);
        usedAt = nanos.getAsLong();
        return open.isEmpty() ? rest() : Duration.ZERO;
    }

    private void read() {
        OutcomeTail now = tail;
        if (now == null) {
            now = tails.get();
            tail = now;
        }
        for (Question question : open) {
            if (!question.isAsked()) {
                now.add(question);
            }
        }
        now.read(POLL);
    }

    private Duration rest() {
        if (tail == null) {
            return UNTIL_WOKEN;
        }
        Duration left = KEPT_FOR.minusNanos(nanos.getAsLong() - usedAt);
        if (left.isNegative()) {
            release();
            return UNTIL_WOKEN;
        }
        return left;
    }

    @Override
    public void cancel() {
        OutcomeTail now = tail;
        if (now != null) {
            now.wakeUp();
        }
    }

    /** After this, questions that are open are asked again of the next reader. */
    @Override
    public void release() {
        open.forEach(Question::askAgain);
        OutcomeTail last = tail;
        tail = null;
        if (last != null) {
            last.close();
        }
    }
}
