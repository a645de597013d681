package org.sessiontoken.adapter.header;

import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Creates the reader of the headers that all calls share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TenantProperties.class)
public class HeaderConfiguration {

    @Bean
    CommonHeadersReader commonHeadersReader(TenantProperties properties) {
        return new CommonHeadersReader(Optional.ofNullable(properties.defaultTenant()));
    }
}
