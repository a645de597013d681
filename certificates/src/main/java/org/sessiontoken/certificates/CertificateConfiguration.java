package org.sessiontoken.certificates;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.io.ApplicationResourceLoader;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ResourceLoader;

/** Beans that follow the files of SSL bundles. The program runs {@link FollowedBundles} as a background task. */
@Configuration(proxyBeanMethods = false)
public class CertificateConfiguration {

    /** As for Spring Boot itself where it reads bundles. */
    private static final boolean PATHS_ARE_FILES = true;

    @Bean
    FollowedBundles followedBundles(SslProperties settings, ResourceLoader resources) {
        return new FollowedBundles(settings.getBundle(), ApplicationResourceLoader.get(resources, PATHS_ARE_FILES));
    }

    /** Before anybody is given a bundle: Kafka's clients and the web server keep what they get. */
    @Bean
    static BeanPostProcessor followedBundleRegistration(ObjectProvider<FollowedBundles> bundles) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof DefaultSslBundleRegistry registry) {
                    bundles.getObject().register(registry);
                }
                return bean;
            }
        };
    }

    @Bean
    CertificateMetrics certificateMetrics(FollowedBundles bundles, Clock clock) {
        return new CertificateMetrics(bundles, clock);
    }
}
