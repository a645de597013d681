package org.sessiontoken.adapter.sessiontoken;

import org.sessiontoken.adapter.discovery.RepeatableAuthServices;
import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.sessiontoken.adapter.response.AsyncCallServlet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the servlet that gets session tokens from a {@link TokenSource}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SessionTokenProperties.class, SignOnProperties.class})
public class SessionTokenConfiguration {

    @Bean
    ServletRegistrationBean<AsyncCallServlet> sessionTokenServlet(
            CommonHeadersReader headers,
            RepeatableAuthServices repeatable,
            TokenSource source,
            SessionTokenProperties properties) {
        SessionTokenCall call = new SessionTokenCall(new SessionTokenRequestReader(headers, repeatable), source);
        ServletRegistrationBean<AsyncCallServlet> registration =
                new ServletRegistrationBean<>(new AsyncCallServlet(call, properties.deadline()), SessionTokenCall.PATH);
        registration.setName("sessionToken");
        return registration;
    }
}
