package org.sessiontoken.adapter.request;

import io.micrometer.core.instrument.MeterRegistry;
import org.sessiontoken.adapter.caller.CallerAddressReader;
import org.sessiontoken.adapter.server.ConnectionDrain;
import org.sessiontoken.tracing.RequestTracing;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Registers the filter for correlation IDs, traces and the access log, as the first of all filters. */
@Configuration(proxyBeanMethods = false)
public class RequestConfiguration {

    @Bean
    FilterRegistrationBean<AccessLogFilter> accessLogFilter(
            MeterRegistry meters, RequestTracing tracing, CallerAddressReader callers, ConnectionDrain drain) {
        FilterRegistrationBean<AccessLogFilter> registration = new FilterRegistrationBean<>(
                new AccessLogFilter(new AccessLog(meters), new ServerSpans(tracing), callers, drain::isStopping));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
