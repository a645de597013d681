package org.sessiontoken.console.flow;

import java.time.Clock;
import org.sessiontoken.console.deadletter.RecentLetters;
import org.sessiontoken.console.event.EventReader;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.search.FlowSearch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Shows flows, event by event. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FlowProperties.class)
public class FlowConfiguration {

    @Bean
    FlowController flowController(
            FlowSearch search,
            RecentLetters deadLetters,
            EventReader reader,
            FlowProperties properties,
            AccountHashes accounts,
            Clock clock) {
        return new FlowController(
                new Flows(new IndexedFlows(search), deadLetters, reader, properties, clock), accounts);
    }
}
