package org.sessiontoken.adapter.body;

import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Has bodies read before requests are passed on. */
@Configuration(proxyBeanMethods = false)
public class BodyConfiguration {

    /** Each pause within it is bounded by server.tomcat.connection-timeout; this is for those who send drop by drop. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    /** It stands inside the filter that records exchanges. */
    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter() {
        FilterRegistrationBean<BodyFilter> registration = new FilterRegistrationBean<>(new BodyFilter(MAX_WAIT));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
