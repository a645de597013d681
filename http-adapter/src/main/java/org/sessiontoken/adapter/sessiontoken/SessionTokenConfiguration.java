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

    /** Each pause within it is bounded by server.tomcat.connection-timeout; this is for those who send drop by drop. */
    private static final Duration LONGEST_BODY = Duration.ofSeconds(10);

    private static final Duration GRACE = Duration.ofSeconds(5);

    /** It gives up later than the client, whose answer is the better one. */
    @Bean
    ServletRegistrationBean<SessionTokenServlet> sessionTokenServlet(
            CallerReader callers, TokenSource source, SessionTokenProperties properties) {
        AskReader asks = new AskReader(callers, new BodyReader(LONGEST_BODY));
        return new ServletRegistrationBean<>(
                new SessionTokenServlet(asks, source, properties.deadline().plus(GRACE)), SessionTokenServlet.PATH);
    }
}
