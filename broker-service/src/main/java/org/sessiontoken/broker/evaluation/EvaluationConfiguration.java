package org.sessiontoken.broker.evaluation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.lifecycle.InstanceId;
import org.sessiontoken.broker.authservice.AuthServiceDirectory;
import org.sessiontoken.broker.guessing.FailureThrottle;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.telemetry.Metric;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that decide requests. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BrokerProperties.class)
public class EvaluationConfiguration {

    private static final String REQUESTORS = "ags.broker.requestors";

    @Bean
    RequestEvaluator requestEvaluator(
            BrokerProperties properties,
            RequestorKeyRing requestorKeys,
            AuthServiceDirectory authServices,
            FailureThrottle failures,
            TokenIssuer issuer,
            MeterRegistry meters,
            Clock clock) {
        RequestEvaluator evaluator = new RequestEvaluator(
                properties,
                new Envelope(requestorKeys::keys),
                authServices,
                failures,
                new OutcomeReplies(issuer),
                clock);
        gauge(Metric.BROKER_IN_FLIGHT, evaluator::inFlight, meters);
        gauge(Metric.BROKER_IN_FLIGHT_MAX, properties::maxInFlight, meters);
        return evaluator;
    }

    @Bean
    RequestorKeyRing requestorKeys(BrokerProperties properties, KeyFiles keyFiles, FollowedKeys followed) {
        return new RequestorKeyRing(REQUESTORS, properties.requestors(), keyFiles, followed);
    }

    @Bean
    UnreadableRequests unreadableRequests(BrokerProperties properties, RequestorKeyRing requestorKeys, Clock clock) {
        return new UnreadableRequests(requestorKeys.owners(), properties.instance(), clock);
    }

    @Bean
    WarmUp warmUp(BrokerProperties properties, FailureThrottle failures, Clock clock) {
        return new WarmUp(properties, failures, clock);
    }

    @Bean
    InstanceId instanceId(BrokerProperties properties) {
        return InstanceId.of(properties.instance());
    }

    @Bean
    RequestLifetime requestLifetime(BrokerProperties properties) {
        return properties.requestLifetime();
    }

    private static void gauge(Metric metric, Supplier<Number> value, MeterRegistry meters) {
        Gauge.builder(metric.meterName(), value)
                .description(metric.description())
                .register(meters);
    }
}
