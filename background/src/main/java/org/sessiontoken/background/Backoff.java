package org.sessiontoken.background;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: the minimum after the first one, twice as long after each further one, never more than
 * the maximum. Each delay is varied by up to a quarter, so that the instances of a service do not retry in step.
 *
 * @param min the delay after the first failure, positive
 * @param max the limit of the delay, before it is varied; at least {@code min}
 */
public record Backoff(Duration min, Duration max) {

    /** From 250 milliseconds to 2 seconds: soon enough for a Kafka that restarts, seldom enough for one that is gone. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2));

    private static final double VARIATION = 0.25;

    /** Refuses a minimum that is not positive or is above the maximum with an {@link IllegalArgumentException}. */
    public Backoff {
        if (min.isNegative() || min.isZero() || min.compareTo(max) > 0) {
            throw new IllegalArgumentException("a back-off must have a positive min that is at most its max");
        }
    }

    /**
     * The delay after a number of failures in a row.
     *
     * @param failures how many, at least 1
     */
    Duration after(long failures, RandomGenerator random) {
        double doubled = min.toNanos() * Math.pow(2, Math.min(failures - 1, 62));
        double delay = Math.min(doubled, max.toNanos());
        return Duration.ofNanos((long) (delay * (1 - VARIATION + 2 * VARIATION * random.nextDouble())));
    }
}
