package org.sessiontoken.adapter;

import java.time.Clock;
import java.util.Objects;
import java.util.Properties;
import org.sessiontoken.adapter.connection.ConnectionConfiguration;
import org.sessiontoken.adapter.discovery.CatalogueReaderConfiguration;
import org.sessiontoken.adapter.sessiontoken.BrokerConfiguration;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

/**
 * The HTTP adapter as a program: what HTTP needs, and Kafka behind it.
 *
 * <p>Nothing of it is static or named as another application's might be, so it can share a JVM, a class path and a folder
 * with others.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({HttpFront.class, ConnectionConfiguration.class, BrokerConfiguration.class, CatalogueReaderConfiguration.class})
public class HttpAdapterApplication {

    /** Runs the adapter until the process is told to end. */
    public static void main(String[] args) {
        application().run(args);
    }

    /**
     * The application, not started, for programs that run it beside others. Properties that they add take the place of its
     * defaults; what an operator sets in http-adapter.yaml, in the environment or on the command line ranks above both.
     */
    public static SpringApplicationBuilder application() {
        return application(HttpAdapterApplication.class);
    }

    static SpringApplicationBuilder application(Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties(defaults())
                .properties("spring.config.name=http-adapter");
    }

    /** Read here, and not as a configuration file, so that properties added later may replace them. */
    private static Properties defaults() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("defaults.yaml", HttpAdapterApplication.class));
        return Objects.requireNonNull(yaml.getObject(), "defaults.yaml must lie beside its class");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
