package org.sessiontoken.autoconfigure;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import org.sessiontoken.client.SessionTokenClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** Exports what is in flight, and the state of the background tasks, of the application's single client. */
@AutoConfiguration(after = SessionTokenClientAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnSingleCandidate(SessionTokenClient.class)
public final class SessionTokenClientMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SessionTokenClientMetrics sessionTokenClientMetrics(SessionTokenClient client, Optional<RequestorKeys> keys) {
        return new SessionTokenClientMetrics(client, keys);
    }
}
