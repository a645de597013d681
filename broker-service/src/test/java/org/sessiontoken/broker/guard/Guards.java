package org.sessiontoken.broker.guard;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** Guards for tests of other packages; changes of their breakers are told to the meters alone. */
public final class Guards {

    private Guards() {}

    /** Guards whose events go nowhere. */
    public static BackendGuard counting(MeterRegistry meters) {
        CircuitBreakerMonitor watch = new CircuitBreakerMonitor(meters, event -> {}, "test", Clock.systemUTC());
        return new BackendGuard(watch, Clock.systemUTC());
    }
}
