package org.sessiontoken.broker.evaluation;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sessiontoken.broker.authservice.AuthServiceDirectory;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.broker.keys.KeyFiles;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.value.RequestorName;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that decide requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerProperties.class)
public class EvaluationConfiguration {

    @Bean
    RequestEvaluator requestAnswering(
            BrokerProperties properties,
            KeyFiles keyFiles,
            AuthServiceDirectory authServices,
            TokenIssuer issuer,
            Clock clock) {
        return new RequestEvaluator(
                properties,
                new Envelope(keyRing(properties, keyFiles)),
                authServices,
                new OutcomeReplies(issuer),
                clock);
    }

    private static KeyRing keyRing(BrokerProperties properties, KeyFiles keyFiles) {
        Map<RequestorName, List<NamedKey>> keys = new HashMap<>();
        properties
                .requestors()
                .forEach((name, file) ->
                        keys.put(new RequestorName(name), keyFiles.read("ags.broker.requestors." + name, file)));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "ags.broker.requestors must name each requestor's key file: without one nobody can ask");
        }
        return KeyRing.of(keys);
    }
}
