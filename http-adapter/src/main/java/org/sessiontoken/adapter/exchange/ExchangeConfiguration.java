package org.sessiontoken.adapter.exchange;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts every request into its exchange. */
@Configuration(proxyBeanMethods = false)
public class ExchangeConfiguration {

    @Bean
    FilterRegistrationBean<ExchangeFilter> exchangeFilter(MeterRegistry meters) {
        FilterRegistrationBean<ExchangeFilter> registration =
                new FilterRegistrationBean<>(new ExchangeFilter(new AccessLog(meters)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }
}
