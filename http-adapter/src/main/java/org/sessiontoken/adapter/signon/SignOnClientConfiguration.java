package org.sessiontoken.adapter.signon;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sessiontoken.adapter.sessiontoken.SignOnProperties;
import org.sessiontoken.client.SessionTokenClient;
import org.sessiontoken.client.SignOnReply;
import org.sessiontoken.client.SignOnRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signs on over Kafka, by the client that gets the session tokens. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = SignOnProperties.ENABLED, havingValue = "true")
public class SignOnClientConfiguration {

    @Bean
    SignOnSource signOnSource(SessionTokenClient client) {
        return new SignOnSource() {
            @Override
            public CompletionStage<SignOnReply> signOn(SignOnRequest request) {
                return client.signOn(request);
            }

            @Override
            public Optional<SignOnReply> refusal() {
                return client.signOnRefusal();
            }
        };
    }
}
