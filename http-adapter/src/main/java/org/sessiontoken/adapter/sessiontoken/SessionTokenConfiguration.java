package org.sessiontoken.adapter.sessiontoken;

import java.time.Duration;
import org.sessiontoken.adapter.caller.CallerReader;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Answers requests for session tokens, given a {@link TokenSource}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionTokenProperties.class)
public class SessionTokenConfiguration {

    /** Each pause within it is bounded by server.tomcat.connection-timeout; this is for those who send drop by drop. */
    private static final Duration LONGEST_BODY = Duration.ofSeconds(10);

    private static final Duration GRACE = Duration.ofSeconds(5);

    @Bean
    SessionTokenEndpoint sessionTokenEndpoint(CallerReader callers, TokenSource source) {
        return new SessionTokenEndpoint(callers, new BodyReader(LONGEST_BODY), source);
    }

    /** Spring MVC gives up later than the client, whose answer is the better one. */
    @Bean
    WebMvcConfigurer asynchronousAnswers(SessionTokenProperties properties) {
        return new WebMvcConfigurer() {
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
                configurer.setDefaultTimeout(properties.deadline().plus(GRACE).toMillis());
            }
        };
    }
}
