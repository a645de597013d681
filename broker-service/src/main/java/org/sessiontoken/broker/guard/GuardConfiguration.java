package org.sessiontoken.broker.guard;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.sessiontoken.answering.writing.EventPublisher;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that guard backends. */
@Configuration(proxyBeanMethods = false)
public class GuardConfiguration {

    @Bean
    BackendGuard backendGuard(
            MeterRegistry meters,
            EventPublisher publisher,
            Clock clock,
            @Value("${ags.broker.instance:broker}") String instance) {
        GuardMetrics metrics = new GuardMetrics(meters);
        CircuitBreakerMonitor monitor = new CircuitBreakerMonitor(metrics, publisher::publish, instance, clock);
        return new BackendGuard(metrics, monitor, clock);
    }
}
