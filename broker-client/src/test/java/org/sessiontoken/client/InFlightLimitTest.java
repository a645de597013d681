package org.sessiontoken.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

/** By a model of a broker that works off a queue at a fixed rate, with a clock of its own. */
class InFlightLimitTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final int MAX = 1_024;

    private long nanos;
    private final InFlightLimit limit = new InFlightLimit(MAX, DEADLINE, () -> nanos);

    private final Deque<Long> queue = new ArrayDeque<>();

    private int good;
    private int refused;
    private double capacityLeft;

    private int inFlight() {
        return queue.size();
    }

    /** Offers so many requests a second to a broker that can answer so many, each of them after the queue before it. */
    private void run(Duration time, int offered, int capacity) {
        good = 0;
        refused = 0;
        double due = 0;
        for (long end = nanos + time.toNanos(); nanos < end; nanos += STEP.toNanos()) {
            due += offered * STEP.toMillis() / 1e3;
            for (; due >= 1; due--) {
                if (limit.admits(inFlight())) {
                    queue.add(nanos);
                } else {
                    refused++;
                }
            }
            answer(capacity);
        }
    }

    private void answer(int capacity) {
        capacityLeft = Math.min(capacityLeft + capacity * STEP.toMillis() / 1e3, capacity);
        for (; capacityLeft >= 1 && !queue.isEmpty(); capacityLeft--) {
            long sentAt = queue.remove();
            long took = nanos - sentAt;
            if (took > DEADLINE.toNanos()) {
                // Refusing it costs the broker little.
                capacityLeft += 0.9;
                limit.completed(sentAt, DEADLINE, inFlight());
            } else {
                good++;
                limit.completed(sentAt, Duration.ofNanos(took), inFlight());
            }
        }
    }

    @Test
    void letsInAsManyAsConfiguredWhileTheyAreAnsweredInTime() {
        run(Duration.ofSeconds(30), 3_000, 2_000);

        assertThat(limit.current()).isEqualTo(MAX);
        assertThat(good).isGreaterThan(30 * 1_950);
    }

    @Test
    void keepsTheQueueShorterThanTheDeadlineWhenTheBrokerIsSlow() {
        run(Duration.ofSeconds(60), 300, 80);

        run(Duration.ofSeconds(60), 300, 80);

        assertThat(good).isGreaterThan(60 * 80 * 9 / 10);
        assertThat(inFlight()).isLessThan(80 * 10 / 2);
        assertThat(refused).isGreaterThan(60 * 200);
    }

    @Test
    void letsMoreInAgainWhenTheBrokerIsQuickAgain() {
        run(Duration.ofSeconds(120), 300, 80);
        assertThat(limit.current()).isLessThan(MAX / 2);

        run(Duration.ofSeconds(10), 3_000, 4_000);
        run(Duration.ofSeconds(5), 3_000, 4_000);

        assertThat(refused).isZero();
    }

    /** As when a node of Kafka is lost: nothing is answered for some seconds, and then everything soon. */
    @Test
    void isNotLoweredByAStall() {
        run(Duration.ofSeconds(10), 100, 1_000);
        run(Duration.ofSeconds(5), 100, 0);
        run(Duration.ofSeconds(10), 100, 1_000);

        assertThat(refused).isZero();
        assertThat(limit.current()).isEqualTo(MAX);
    }

    @Test
    void isNotLoweredByOneQueueOfSeveral() {
        for (int i = 0; i < 2_000; i++) {
            nanos += STEP.toNanos();
            limit.completed(nanos - Duration.ofSeconds(6).toNanos(), Duration.ofSeconds(6), 500);
            limit.completed(nanos, Duration.ofMillis(5), 500);
        }

        assertThat(limit.current()).isEqualTo(MAX);
    }

    @Test
    void isNeverLowerThanAMinimumNorHigherThanConfigured() {
        run(Duration.ofMinutes(30), 300, 10);
        assertThat(limit.current()).isEqualTo(InFlightLimit.MIN);

        InFlightLimit small = new InFlightLimit(8, DEADLINE, () -> nanos);

        assertThat(small.admits(7)).isTrue();
        assertThat(small.admits(8)).isFalse();
    }
}
