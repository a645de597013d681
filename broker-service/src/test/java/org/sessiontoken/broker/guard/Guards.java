package org.sessiontoken.broker.guard;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.value.ParameterProperty;

/** Guards for tests, also of other packages. */
public final class Guards {

    private Guards() {}

    /** Guards whose events go nowhere. */
    public static BackendGuard counting(MeterRegistry meters) {
        return publishing(meters, event -> {});
    }

    /** A backend as it is: nothing guards it and nothing is noted of its calls. */
    public static GuardedBackend none(SsoBackend backend) {
        return new Unguarded(backend);
    }

    private record Unguarded(SsoBackend backend) implements GuardedBackend {

        @Override
        public List<ParameterProperty> parameters() {
            return backend.parameters();
        }

        @Override
        public boolean repeatable() {
            return backend.repeatable();
        }

        @Override
        public CompletionStage<SsoOutcome> authenticate(SsoRequest request, BackendCalls calls) {
            return backend.authenticate(request);
        }

        @Override
        public void close() {
            backend.close();
        }
    }

    static BackendGuard publishing(MeterRegistry meters, Consumer<ProducerRecord<byte[], byte[]>> events) {
        GuardMetrics metrics = new GuardMetrics(meters);
        return new BackendGuard(
                metrics, new CircuitBreakerMonitor(metrics, events, "test", Clock.systemUTC()), Clock.systemUTC());
    }
}
