package org.sessiontoken.broker.guard;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Guards for tests, also of other packages. */
public final class Guards {

    private Guards() {}

    /** Guards whose events go nowhere. */
    public static BackendGuard counting(MeterRegistry meters) {
        return publishing(meters, event -> {});
    }

    static BackendGuard publishing(MeterRegistry meters, Consumer<ProducerRecord<byte[], byte[]>> events) {
        GuardMetrics metrics = new GuardMetrics(meters);
        return new BackendGuard(
                metrics, new CircuitBreakerMonitor(metrics, events, "test", Clock.systemUTC()), Clock.systemUTC());
    }
}
