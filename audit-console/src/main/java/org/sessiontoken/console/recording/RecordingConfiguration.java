package org.sessiontoken.console.recording;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.search.KnownParameters;
import org.sessiontoken.kafka.tuning.DurableWrites;
import org.sessiontoken.kafka.tuning.Failover;
import org.sessiontoken.kafka.tuning.SocketBuffers;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;

/** Records accesses. */
@Configuration(proxyBeanMethods = false)
public class RecordingConfiguration {

    /** A user waits for it; Kafka acknowledges within milliseconds. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    @Bean(destroyMethod = "close")
    AccessRecorder accessRecorder(ProducerFactory<?, ?> connection) {
        Map<String, Object> settings = settings(connection.getConfigurationProperties());
        return new AccessRecorder(
                () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()), MAX_WAIT);
    }

    static Map<String, Object> settings(Map<String, Object> connection) {
        Map<String, Object> settings =
                new HashMap<>(Failover.withTimeouts(SocketBuffers.withSystemDefaults(connection)));
        settings.putAll(DurableWrites.SETTINGS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_WAIT.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) MAX_WAIT.toMillis());
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) MAX_WAIT.toMillis());
        return settings;
    }

    @Bean
    RecordedAccess recordedAccess(AccountHashes hashes, KnownParameters known, Clock clock) {
        return new RecordedAccess(hashes, known, clock);
    }

    @Bean
    AccessGate accessGate(AccessRecorder recorder, RecordedAccess accesses, MeterRegistry meters) {
        return new AccessGate(recorder, accesses, meters);
    }

    /** It stands in the chain of security filters, behind the one that knows who the user is, and nowhere else. */
    @Bean
    FilterRegistrationBean<AccessGate> noSecondAccessGate(AccessGate gate) {
        FilterRegistrationBean<AccessGate> registration = new FilterRegistrationBean<>(gate);
        registration.setEnabled(false);
        return registration;
    }
}
