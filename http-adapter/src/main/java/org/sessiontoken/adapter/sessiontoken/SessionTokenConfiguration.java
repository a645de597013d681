package org.sessiontoken.adapter.sessiontoken;

import java.time.Duration;
import org.sessiontoken.adapter.discovery.RepeatableAuthServices;
import org.sessiontoken.adapter.header.CommonHeadersReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the servlet that gets session tokens from a {@link TokenSource}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionTokenProperties.class)
public class SessionTokenConfiguration {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** The servlet times out later than the client, since the client's reply tells more than a timeout does. */
    @Bean
    ServletRegistrationBean<SessionTokenServlet> sessionTokenServlet(
            CommonHeadersReader headers,
            RepeatableAuthServices repeatable,
            TokenSource source,
            SessionTokenProperties properties) {
        SessionTokenServlet servlet = new SessionTokenServlet(
                new SessionTokenRequestReader(headers, repeatable),
                source,
                properties.deadline().plus(GRACE));
        return new ServletRegistrationBean<>(servlet, SessionTokenServlet.PATH);
    }
}
