package org.sessiontoken.adapter.connection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.kafka.autoconfigure.SslBundleSslEngineFactory;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Reads {@code spring.kafka.*}. Spring Boot's own configuration of Kafka is left out, since it is for Spring's templates
 * and listeners, of which there are none here; where somebody gives connection details as a bean, such as a test with a
 * container, they are heeded.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaProperties.class)
public class ConnectionConfiguration {

    @Bean
    KafkaConnection kafkaConnection(
            KafkaProperties kafka, ObjectProvider<KafkaConnectionDetails> details, SslBundles bundles) {
        Map<String, Object> properties = new HashMap<>(kafka.buildAdminProperties());
        KafkaConnectionDetails given = details.getIfAvailable();
        if (given == null) {
            apply(properties, null, null, bundle(kafka.getSsl().getBundle(), bundles));
        } else {
            KafkaConnectionDetails.Configuration admin = given.getAdmin();
            apply(properties, admin.getBootstrapServers(), admin.getSecurityProtocol(), admin.getSslBundle());
        }
        return new KafkaConnection(properties);
    }

    private static void apply(
            Map<String, Object> properties,
            @Nullable List<String> servers,
            @Nullable String protocol,
            @Nullable SslBundle bundle) {
        if (servers != null) {
            properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        }
        if (protocol != null && !protocol.isEmpty()) {
            properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol);
        }
        if (bundle != null) {
            properties.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, SslBundleSslEngineFactory.class);
            properties.put(SslBundle.class.getName(), bundle);
        }
    }

    private static @Nullable SslBundle bundle(@Nullable String name, SslBundles bundles) {
        return name == null || name.isEmpty() ? null : bundles.getBundle(name);
    }
}
