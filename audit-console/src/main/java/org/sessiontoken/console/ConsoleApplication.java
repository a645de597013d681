package org.sessiontoken.console;

import java.time.Clock;
import java.util.Locale;
import org.sessiontoken.background.ThreadDeaths;
import org.sessiontoken.certificates.CertificateConfiguration;
import org.sessiontoken.certificates.FollowedBundles;
import org.sessiontoken.configuration.StrictConfiguration;
import org.sessiontoken.console.access.AccessConfiguration;
import org.sessiontoken.console.board.BoardConfiguration;
import org.sessiontoken.console.deadletter.DeadLetterConfiguration;
import org.sessiontoken.console.event.EventConfiguration;
import org.sessiontoken.console.export.ExportConfiguration;
import org.sessiontoken.console.flow.FlowConfiguration;
import org.sessiontoken.console.index.IndexConfiguration;
import org.sessiontoken.console.live.LiveConfiguration;
import org.sessiontoken.console.recording.RecordingConfiguration;
import org.sessiontoken.console.search.SearchConfiguration;
import org.sessiontoken.console.tail.TailConfiguration;
import org.sessiontoken.console.task.ConsoleTask;
import org.sessiontoken.console.task.TaskConfiguration;
import org.sessiontoken.hardening.ProductionChecks;
import org.sessiontoken.hardening.Program;
import org.sessiontoken.hardening.ReadinessMetricsConfiguration;
import org.sessiontoken.telemetry.LogLevels;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The audit console as a program. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {UserDetailsServiceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@Import({
    AccessConfiguration.class,
    BoardConfiguration.class,
    CertificateConfiguration.class,
    DeadLetterConfiguration.class,
    EventConfiguration.class,
    ExportConfiguration.class,
    FlowConfiguration.class,
    IndexConfiguration.class,
    LiveConfiguration.class,
    ReadinessMetricsConfiguration.class,
    RecordingConfiguration.class,
    SearchConfiguration.class,
    TailConfiguration.class,
    TaskConfiguration.class
})
public class ConsoleApplication {

    /** Runs the console until the process receives a signal to end. */
    public static void main(String[] args) {
        ThreadDeaths.endTheProcess();
        // Libraries may write numbers and names in the digits and letters of the default locale.
        Locale.setDefault(Locale.ROOT);
        application().run(args);
    }

    /** The application, not started, for programs that run it beside others; its defaults are in audit-console.yaml. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ConsoleApplication.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                        new StrictConfiguration("ags.console", "ags.adapter", "ags.broker", "ags.session"),
                        new ProductionChecks(Program.CONSOLE))
                .properties(LogLevels.secrecyProperties())
                .properties("spring.config.name=audit-console");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ConsoleTask certificateReload(FollowedBundles bundles) {
        return new ConsoleTask("certificate-reload", () -> bundles);
    }
}
