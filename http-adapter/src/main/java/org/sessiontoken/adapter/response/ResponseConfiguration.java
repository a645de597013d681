package org.sessiontoken.adapter.response;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the filter that writes large responses without blocking. */
@Configuration(proxyBeanMethods = false)
public class ResponseConfiguration {

    /** The servlet of Spring MVC. Whatever other servlets send is small. */
    private static final String SPRING_MVC = "dispatcherServlet";

    @Bean
    FilterRegistrationBean<LargeResponseFilter> largeResponseFilter() {
        FilterRegistrationBean<LargeResponseFilter> registration =
                new FilterRegistrationBean<>(new LargeResponseFilter());
        registration.addServletNames(SPRING_MVC);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        return registration;
    }
}
