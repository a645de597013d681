package org.sessiontoken.session;

import java.time.Clock;
import java.util.Locale;
import org.sessiontoken.answering.keys.FollowedKeys;
import org.sessiontoken.answering.keys.KeyConfiguration;
import org.sessiontoken.answering.keys.KeyFiles;
import org.sessiontoken.answering.keys.RequestorKeyRing;
import org.sessiontoken.answering.letters.DeadLetterKey;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.InstanceId;
import org.sessiontoken.answering.lifecycle.LifecycleConfiguration;
import org.sessiontoken.answering.topics.StartRefusal;
import org.sessiontoken.answering.topics.TopicWatchConfiguration;
import org.sessiontoken.answering.writing.WritingConfiguration;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.background.ThreadDeaths;
import org.sessiontoken.certificates.CertificateConfiguration;
import org.sessiontoken.certificates.FollowedBundles;
import org.sessiontoken.configuration.StrictConfiguration;
import org.sessiontoken.hardening.ProductionChecks;
import org.sessiontoken.hardening.Program;
import org.sessiontoken.hardening.ReadinessMetricsConfiguration;
import org.sessiontoken.hardening.SecurityHeadersConfiguration;
import org.sessiontoken.session.issued.IssuedConfiguration;
import org.sessiontoken.session.issued.TokenLife;
import org.sessiontoken.session.signon.AttemptConfiguration;
import org.sessiontoken.session.token.TokenConfiguration;
import org.sessiontoken.session.topics.SessionTopicConfiguration;
import org.sessiontoken.telemetry.LogLevels;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The session service as a program. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(SessionProperties.class)
@Import({
    CertificateConfiguration.class,
    IssuedConfiguration.class,
    KeyConfiguration.class,
    LifecycleConfiguration.class,
    ReadinessMetricsConfiguration.class,
    SecurityHeadersConfiguration.class,
    AttemptConfiguration.class,
    TokenConfiguration.class,
    SessionTopicConfiguration.class,
    TopicWatchConfiguration.class,
    WritingConfiguration.class
})
public class SessionApplication {

    /** Runs the service until the process is told to end. */
    public static void main(String[] args) {
        ThreadDeaths.endTheProcess();
        // Libraries may write numbers and names in the digits and letters of the default locale.
        Locale.setDefault(Locale.ROOT);
        application().listeners(new StartRefusal()).run(args);
    }

    /** The application, not started, for programs that run it beside others; its defaults are in session-service.yaml. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(SessionApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .initializers(
                        new StrictConfiguration("ags.session", "ags.broker", "ags.adapter", "ags.console"),
                        new ProductionChecks(Program.SESSION_SERVICE))
                .properties(LogLevels.secrecyProperties())
                .properties("spring.config.name=session-service");
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    InstanceId instanceId(SessionProperties properties) {
        return InstanceId.of(properties.instance());
    }

    @Bean
    TokenLife tokenLife(SessionProperties properties) {
        return new TokenLife(properties.maxTokenLife());
    }

    @Bean
    RequestorKeyRing requestorKeys(SessionProperties properties, KeyFiles keyFiles, FollowedKeys followed) {
        return new RequestorKeyRing("ags.session.requestors", properties.requestors(), keyFiles, followed);
    }

    @Bean
    DeadLetterKey deadLetterKey(SessionProperties properties, KeyFiles keyFiles, FollowedKeys followed) {
        return new DeadLetterKey("ags.session.dead-letter-keys", properties.deadLetterKeys(), keyFiles, followed);
    }

    @Bean(initMethod = "start")
    BackgroundTask certificateReloadTask(FollowedBundles bundles, BackgroundTasks tasks) {
        return tasks.register(new BackgroundTask("certificate-reload", bundles));
    }
}
