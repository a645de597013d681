package org.sessiontoken.adapter;

import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.sessiontoken.adapter.discovery.CatalogueReaderConfiguration;
import org.sessiontoken.adapter.sessiontoken.SessionTokenClientConfiguration;
import org.sessiontoken.adapter.signon.SignOnClientConfiguration;
import org.sessiontoken.background.ThreadDeaths;
import org.sessiontoken.configuration.StrictConfiguration;
import org.sessiontoken.hardening.ProductionChecks;
import org.sessiontoken.hardening.Program;
import org.sessiontoken.telemetry.LogLevels;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

/**
 * The HTTP adapter as a program: its HTTP side, and the parts that use Kafka.
 *
 * <p>It can share a JVM, a class path and a folder with other applications: it has no static state, and none of its files
 * has a name that another application is likely to use.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({
    CatalogueReaderConfiguration.class,
    SessionTokenClientConfiguration.class,
    SignOnClientConfiguration.class,
    WebConfiguration.class
})
public class HttpAdapterApplication {

    /** Runs the adapter until the process receives a signal to end. */
    public static void main(String[] args) {
        ThreadDeaths.endTheProcess();
        // Libraries may write numbers and names in the digits and letters of the default locale.
        Locale.setDefault(Locale.ROOT);
        application().run(args);
    }

    /**
     * The application, not started, for programs that run it beside others. Properties that such a program adds replace the
     * defaults. The settings of an operator, in http-adapter.yaml, in the environment or on the command line, have precedence
     * over both.
     */
    public static SpringApplicationBuilder application() {
        return application(HttpAdapterApplication.class);
    }

    static SpringApplicationBuilder application(Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                        new StrictConfiguration("ags.adapter", "ags.broker", "ags.console", "ags.session"),
                        new ProductionChecks(Program.ADAPTER))
                .properties(LogLevels.secrecyProperties())
                .properties(defaults())
                .properties("spring.config.name=http-adapter");
    }

    /** The defaults are no configuration file of Spring's, so that properties that are added later can replace them. */
    private static Properties defaults() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("defaults.yaml", HttpAdapterApplication.class));
        return Objects.requireNonNull(yaml.getObject(), "defaults.yaml must be beside its class");
    }
}
