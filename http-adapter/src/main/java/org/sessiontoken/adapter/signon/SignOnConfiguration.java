package org.sessiontoken.adapter.signon;

import java.time.Clock;
import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.sessiontoken.adapter.response.AsyncCallServlet;
import org.sessiontoken.adapter.sessiontoken.SessionTokenProperties;
import org.sessiontoken.adapter.sessiontoken.SignOnProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the servlet that signs on by a {@link SignOnSource}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = SignOnProperties.ENABLED, havingValue = "true")
public class SignOnConfiguration {

    @Bean
    ServletRegistrationBean<AsyncCallServlet> signOnServlet(
            CommonHeadersReader headers, SignOnSource source, SessionTokenProperties properties, Clock clock) {
        ServletRegistrationBean<AsyncCallServlet> registration = new ServletRegistrationBean<>(
                new AsyncCallServlet(
                        new SignOnCall(new SignOnRequestReader(headers), source, clock), properties.deadline()),
                SignOnCall.PATH);
        registration.setName("signOn");
        return registration;
    }
}
