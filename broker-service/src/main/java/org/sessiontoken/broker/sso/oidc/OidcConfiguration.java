package org.sessiontoken.broker.sso.oidc;

import java.time.Clock;
import org.sessiontoken.broker.outbound.OutboundHttpFactory;
import org.sessiontoken.sso.SsoBackendFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Beans of the backend type {@code oidc-jwt}. */
@Configuration(proxyBeanMethods = false)
public class OidcConfiguration {

    /** Some providers publish a chain of certificates with each key. */
    private static final DataSize MAX_KEY_SET = DataSize.ofKilobytes(256);

    @Bean
    SsoBackendFactory oidcJwtFactory(OutboundHttpFactory outbound, Clock clock) {
        return new OidcJwtFactory((options, address) -> outbound.open(options, MAX_KEY_SET, address), clock);
    }
}
