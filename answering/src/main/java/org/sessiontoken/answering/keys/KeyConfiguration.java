package org.sessiontoken.answering.keys;

import io.micrometer.core.instrument.MeterRegistry;
import org.sessiontoken.answering.lifecycle.BackgroundTasks;
import org.sessiontoken.answering.lifecycle.Development;
import org.sessiontoken.background.BackgroundTask;
import org.sessiontoken.keys.DevelopmentKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that read keys and follow their files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Development.class)
public class KeyConfiguration {

    @Bean
    KeyFiles keyFiles(Development properties) {
        return new KeyFiles(properties.development() ? DevelopmentKeys.ALLOWED : DevelopmentKeys.REFUSED);
    }

    @Bean
    FollowedKeys followedKeys(MeterRegistry meters) {
        return new FollowedKeys(meters);
    }

    @Bean(initMethod = "start")
    BackgroundTask keyReloadTask(FollowedKeys followed, BackgroundTasks tasks) {
        return tasks.register(new BackgroundTask("key-reload", followed));
    }
}
