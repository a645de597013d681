package org.sessiontoken.broker.evaluation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.answering.lifecycle.InstanceId;
import org.sessiontoken.broker.authservice.AuthServiceDirectory;
import org.sessiontoken.broker.guessing.FailureThrottle;
import org.sessiontoken.broker.issuing.TokenIssuer;
import org.sessiontoken.broker.lifecycle.RequestLifetime;
import org.sessiontoken.configuration.InvalidConfigurationException;
import org.sessiontoken.files.FollowedFiles;
import org.sessiontoken.keys.NamedKey;
import org.sessiontoken.sealing.Envelope;
import org.sessiontoken.sealing.KeyRing;
import org.sessiontoken.telemetry.Metric;
import org.sessiontoken.value.RequestorName;
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
            FollowedFiles<KeyRing> requestorKeys,
            AuthServiceDirectory authServices,
            FailureThrottle failures,
            TokenIssuer issuer,
            MeterRegistry meters,
            Clock clock) {
        RequestEvaluator evaluator = new RequestEvaluator(
                properties,
                new Envelope(requestorKeys::current),
                authServices,
                failures,
                new OutcomeReplies(issuer),
                clock);
        gauge(Metric.BROKER_IN_FLIGHT, evaluator::inFlight, meters);
        gauge(Metric.BROKER_IN_FLIGHT_MAX, properties::maxInFlight, meters);
        return evaluator;
    }

    /** The keys of all requestors that the broker knows. The keys may change while it runs, and the requestors do not. */
    @Bean
    FollowedFiles<KeyRing> requestorKeys(BrokerProperties properties, KeyFiles keyFiles, FollowedKeys followed) {
        Map<String, Path> files = properties.requestors();
        if (files.isEmpty()) {
            throw new InvalidConfigurationException(
                    REQUESTORS + " must name each requestor's key file: without any, no request can be read");
        }
        return followed.follow(
                "sealing-keys",
                files.values(),
                () -> KeyFiles.naming(REQUESTORS, () -> KeyRing.of(readAll(files, keyFiles))));
    }

    private static Map<RequestorName, List<NamedKey>> readAll(Map<String, Path> files, KeyFiles keyFiles) {
        Map<RequestorName, List<NamedKey>> keys = new HashMap<>();
        files.forEach((name, file) -> keys.put(requestor(name), keyFiles.read(REQUESTORS + "." + name, file)));
        return keys;
    }

    private static RequestorName requestor(String name) {
        try {
            return new RequestorName(name);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidConfigurationException(REQUESTORS + "." + name + ": " + malformed.getMessage());
        }
    }

    @Bean
    UnreadableRequests unreadableRequests(
            BrokerProperties properties, FollowedFiles<KeyRing> requestorKeys, Clock clock) {
        return new UnreadableRequests(requestorKeys.current().owners(), properties.instance(), clock);
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
