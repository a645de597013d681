package org.sessiontoken.console.search;

import java.time.Clock;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowIndex;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The search. */
@Configuration(proxyBeanMethods = false)
public class SearchConfiguration {

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
    SearchProblems searchProblems() {
        return new SearchProblems();
    }
}
