package org.sessiontoken.adapter.sessiontoken;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts the requests that wait for their reply. */
final class InFlight {

    private final AtomicInteger count = new AtomicInteger();

    InFlight(MeterRegistry meters) {
        Gauge.builder("ags.adapter.in.flight", count, AtomicInteger::get)
                .description("Requests for a session token that wait for their reply")
                .register(meters);
    }

    <T> CompletionStage<T> during(Supplier<CompletionStage<T>> request) {
        count.incrementAndGet();
        boolean begun = false;
        try {
            CompletionStage<T> reply = request.get().whenComplete((ended, failure) -> count.decrementAndGet());
            begun = true;
            return reply;
        } finally {
            if (!begun) {
                count.decrementAndGet();
            }
        }
    }
}
