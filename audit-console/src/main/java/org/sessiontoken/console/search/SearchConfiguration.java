package org.sessiontoken.console.search;

import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.role.SessionRights;
import org.sessiontoken.kafka.reading.GrouplessConsumers;
import org.sessiontoken.kafka.reading.SkippingReader;
import org.sessiontoken.kafka.tuning.Failover;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The search. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {

    /** Somebody waits for it; Kafka says where topics begin and end within milliseconds. */
    private static final int SCAN_TIMEOUT_MS = 5_000;

    @Bean
    FlowSearch flowSearch(FlowIndex index) {
        return new FlowSearch(index);
    }

    @Bean
    FlowHistograms flowHistograms(FlowIndex index, Clock clock) {
        return new FlowHistograms(index, clock);
    }

    @Bean
    SearchEndpoint searchEndpoint(FlowSearch search, FlowHistograms histograms, AccountHashes accounts) {
        return new SearchEndpoint(search, histograms, accounts);
    }

    @Bean
    ScanEndpoint scanEndpoint(
            ConsumerFactory<?, ?> consumers,
            FlowIndex index,
            AccountHashes accounts,
            SessionRights rights,
            JsonMapper json,
            Clock clock) {
        Map<String, Object> settings =
                GrouplessConsumers.settings(Failover.withTimeouts(consumers.getConfigurationProperties()));
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-scan");
        // What is deleted meanwhile is older than what is left, which is scanned.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SCAN_TIMEOUT_MS);
        return new ScanEndpoint(
                () -> GrouplessConsumers.create(settings),
                () -> GrouplessConsumers.create(SkippingReader.singleRecordSettings(settings)),
                index,
                accounts,
                rights,
                json,
                clock);
    }

    @Bean
    QueryConfigurer queryConfigurer(AccountHashes accounts) {
        return new QueryConfigurer(accounts);
    }

    @Bean
    KnownParameters knownParameters(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingInfoHandlerMapping> endpoints) {
        return new KnownParameters(endpoints::getObject);
    }

    @Bean
    SearchProblems searchProblems() {
        return new SearchProblems();
    }
}
