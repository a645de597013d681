package org.sessiontoken.broker.guessing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Throttles for tests of other packages, which tell nobody what they count. */
public final class FailureThrottles {

    private FailureThrottles() {}

    public static FailureThrottle alone() {
        return alone(Duration.ofMinutes(15), System::nanoTime);
    }

    static FailureThrottle alone(Duration window, LongSupplier nanos) {
        return new FailureThrottle(
                new FailureCounts(window, nanos, new UntoldCounts()),
                () -> new FailureKeys(new byte[32]),
                new SimpleMeterRegistry());
    }
}
