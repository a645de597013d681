package org.sessiontoken.adapter.sessiontoken;

import java.time.Duration;
import org.sessiontoken.adapter.caller.CallerReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers requests for session tokens, given a {@link TokenSource}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionTokenProperties.class)
public class SessionTokenConfiguration {

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** It gives up later than the client, whose answer is the better one. */
    @Bean
    ServletRegistrationBean<SessionTokenServlet> sessionTokenServlet(
            CallerReader callers, TokenSource source, SessionTokenProperties properties) {
        SessionTokenServlet servlet = new SessionTokenServlet(
                new SessionTokenRequestReader(callers),
                source,
                properties.deadline().plus(GRACE));
        return new ServletRegistrationBean<>(servlet, SessionTokenServlet.PATH);
    }
}
