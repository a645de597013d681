package org.sessiontoken.adapter;

import org.sessiontoken.adapter.connection.ConnectionConfiguration;
import org.sessiontoken.adapter.discovery.CatalogueReaderConfiguration;
import org.sessiontoken.adapter.sessiontoken.BrokerConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/**
 * The HTTP adapter as a program: what HTTP needs, and Kafka behind it.
 *
 * <p>Its own defaults and the operator's settings are in files named {@code http-adapter.yaml}, so that it can share a
 * class path and a folder with other applications.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({HttpFront.class, ConnectionConfiguration.class, BrokerConfiguration.class, CatalogueReaderConfiguration.class})
public class HttpAdapterApplication {

    /** Runs the adapter until the JVM is told to end. */
    public static void main(String[] args) {
        application().run(args);
    }

    /**
     * The adapter, ready to be run. Callers may add properties, which rank above {@code http-adapter.yaml} when given as
     * arguments of {@code run}, such as {@code --server.port=0}.
     */
    public static SpringApplicationBuilder application() {
        return application(HttpAdapterApplication.class);
    }

    static SpringApplicationBuilder application(Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.config.name=http-adapter");
    }
}
