package org.sessiontoken.adapter.body;

import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Registers the filter that reads the bodies of requests. */
@Configuration(proxyBeanMethods = false)
public class BodyConfiguration {

    /** Bounds bodies that arrive drop by drop. The property server.tomcat.connection-timeout bounds each pause. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** As much as a thousand of the largest bodies take. */
    private static final int MAX_MEMORY = 1_000 * BodyReader.MAX_BYTES;

    /** This filter runs inside the one that writes the access log. */
    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter() {
        FilterRegistrationBean<BodyFilter> registration =
                new FilterRegistrationBean<>(new BodyFilter(TIMEOUT, new BodyMemory(MAX_MEMORY)));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }
}
