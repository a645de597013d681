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

    private static final Duration GRACE = Duration.ofSeconds(5);

    @Bean
    SessionTokenEndpoint sessionTokenEndpoint(
            CallerReader callers, SessionTokenProperties properties, TokenSource source) {
        return new SessionTokenEndpoint(callers, new BodyReader(properties.deadline()), source);
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
