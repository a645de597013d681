package org.sessiontoken.console.export;

import java.time.Clock;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.recording.RecordedAccess;
import org.sessiontoken.console.role.SessionRights;
import org.sessiontoken.console.search.FlowSearch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Exports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportProperties.class)
public class ExportConfiguration {

    @Bean
    ExportEndpoint exportEndpoint(
            FlowSearch search,
            AccountHashes accounts,
            RecordedAccess accesses,
            ExportProperties properties,
            SessionRights rights,
            JsonMapper json,
            Clock clock) {
        return new ExportEndpoint(search, accounts, accesses, properties, rights, json, clock);
    }
}
