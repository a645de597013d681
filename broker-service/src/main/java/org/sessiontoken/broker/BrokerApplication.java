package org.sessiontoken.broker;

import java.time.Clock;
import java.util.Locale;
import org.sessiontoken.answering.keys.KeyConfiguration;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.LifecycleConfiguration;
import org.sessiontoken.answering.topics.StartRefusal;
import org.sessiontoken.answering.topics.TopicWatchConfiguration;
import org.sessiontoken.answering.writing.WritingConfiguration;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.ThreadDeaths;
import org.sessiontoken.broker.answered.AnsweredConfiguration;
import org.sessiontoken.broker.authservice.AuthServiceConfiguration;
import org.sessiontoken.broker.evaluation.EvaluationConfiguration;
import org.sessiontoken.broker.guard.GuardConfiguration;
import org.sessiontoken.broker.guessing.GuessingConfiguration;
import org.sessiontoken.broker.intake.IntakeConfiguration;
import org.sessiontoken.broker.issuing.IssuingConfiguration;
import org.sessiontoken.broker.outbound.OutboundConfiguration;
import org.sessiontoken.broker.topics.TopicConfiguration;
import org.sessiontoken.certificates.CertificateConfiguration;
import org.sessiontoken.certificates.FollowedBundles;
import org.sessiontoken.configuration.StrictConfiguration;
import org.sessiontoken.hardening.ProductionChecks;
import org.sessiontoken.hardening.Program;
import org.sessiontoken.hardening.ReadinessMetricsConfiguration;
import org.sessiontoken.hardening.SecurityHeadersConfiguration;
import org.sessiontoken.telemetry.LogLevels;
import org.sessiontoken.tracing.TracingConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The broker service as a program. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    AnsweredConfiguration.class,
    EvaluationConfiguration.class,
    AuthServiceConfiguration.class,
    CertificateConfiguration.class,
    GuardConfiguration.class,
    GuessingConfiguration.class,
    IntakeConfiguration.class,
    IssuingConfiguration.class,
    KeyConfiguration.class,
    LifecycleConfiguration.class,
    OutboundConfiguration.class,
    ReadinessMetricsConfiguration.class,
    SecurityHeadersConfiguration.class,
    TopicConfiguration.class,
    TopicWatchConfiguration.class,
    TracingConfiguration.class,
    WritingConfiguration.class
})
public class BrokerApplication {

    /** Runs the broker until the process is told to end. */
    public static void main(String[] args) {
        ThreadDeaths.endTheProcess();
        // Libraries may write numbers and names in the digits and letters of the default locale.
        Locale.setDefault(Locale.ROOT);
        application().listeners(new StartRefusal()).run(args);
    }

    /** The application, not started, for programs that run it beside others; its defaults are in broker-service.yaml. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(BrokerApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                        new StrictConfiguration("ags.broker", "ags.adapter", "ags.console", "ags.session"),
                        new ProductionChecks(Program.BROKER))
                .properties(LogLevels.secrecyProperties())
                .properties("spring.config.name=broker-service");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean(initMethod = "start")
    BackgroundTask certificateReloadTask(FollowedBundles bundles, BackgroundTasks tasks) {
        return tasks.register(new BackgroundTask("certificate-reload", bundles));
    }
}
