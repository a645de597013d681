package org.sessiontoken.console.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.index.FlowIndex;
import org.sessiontoken.console.index.FlowRow;
import org.sessiontoken.console.role.SessionRights;
import org.sessiontoken.console.task.ConsoleTask;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.json.JsonMapper;

/** Requests as they come. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LiveProperties.class)
public class LiveConfiguration {

    @Bean
    LiveRing<FlowRow> liveRing(LiveProperties properties) {
        return new LiveRing<>(properties.keptRows());
    }

    @Bean(destroyMethod = "close")
    AutoCloseable liveRows(FlowIndex index, LiveRing<FlowRow> ring) {
        return index.watch(ring::add);
    }

    @Bean(destroyMethod = "")
    LiveBrowsers liveBrowsers(LiveProperties properties, MeterRegistry meters) {
        Counter skipped = Counter.builder(Metric.CONSOLE_LIVE_SKIPPED.meterName())
                .description(Metric.CONSOLE_LIVE_SKIPPED.description())
                .register(meters);
        LiveBrowsers browsers = new LiveBrowsers(properties.maxBrowsers(), System::nanoTime, skipped);
        Gauge.builder(Metric.CONSOLE_LIVE_BROWSERS.meterName(), browsers, LiveBrowsers::count)
                .description(Metric.CONSOLE_LIVE_BROWSERS.description())
                .register(meters);
        return browsers;
    }

    @Bean
    ApplicationListener<ContextClosedEvent> endOfLiveResponses(LiveBrowsers browsers) {
        return closed -> browsers.close();
    }

    @Bean
    ConsoleTask liveTask(LiveBrowsers browsers) {
        return new ConsoleTask("live", () -> browsers);
    }

    @Bean
    ServletListenerRegistrationBean<LiveBrowsers> signOutsOfWatchers(LiveBrowsers browsers) {
        return new ServletListenerRegistrationBean<>(browsers);
    }

    @Bean
    LiveEndpoint liveEndpoint(
            LiveRing<FlowRow> ring,
            LiveBrowsers browsers,
            LiveProperties properties,
            AccountHashes accounts,
            SessionRights rights,
            JsonMapper json) {
        return new LiveEndpoint(ring, browsers, properties, accounts, rights, json);
    }
}
