package org.sessiontoken.autoconfigure;

import org.sessiontoken.client.SessionTokenClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells as a health contributor whether the broker would answer a request of the application's single client. */
@AutoConfiguration(after = SessionTokenClientAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(SessionTokenClient.class)
public final class SessionTokenBrokerHealthAutoConfiguration {

    // This condition is in the optional module itself, so that it is on the method, where it is looked at last.
    @Bean
    @ConditionalOnEnabledHealthIndicator("session-token-broker")
    @ConditionalOnMissingBean(name = "sessionTokenBrokerHealthIndicator")
    HealthIndicator sessionTokenBrokerHealthIndicator(SessionTokenClient client) {
        return new SessionTokenBrokerHealth(client::availability);
    }
}
