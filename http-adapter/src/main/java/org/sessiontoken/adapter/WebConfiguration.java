package org.sessiontoken.adapter;

import java.time.Clock;
import org.sessiontoken.adapter.background.BackgroundConfiguration;
import org.sessiontoken.adapter.background.BackgroundTaskLifecycle;
import org.sessiontoken.adapter.body.BodyConfiguration;
import org.sessiontoken.adapter.caller.CallerConfiguration;
import org.sessiontoken.adapter.discovery.DiscoveryConfiguration;
import org.sessiontoken.adapter.header.HeaderConfiguration;
import org.sessiontoken.adapter.openapi.OpenApiConfiguration;
import org.sessiontoken.adapter.problem.ProblemConfiguration;
import org.sessiontoken.adapter.request.RequestConfiguration;
import org.sessiontoken.adapter.response.ResponseConfiguration;
import org.sessiontoken.adapter.server.ServerConfiguration;
import org.sessiontoken.adapter.sessiontoken.SessionTokenConfiguration;
import org.sessiontoken.adapter.signon.SignOnConfiguration;
import org.sessiontoken.certificates.CertificateConfiguration;
import org.sessiontoken.certificates.FollowedBundles;
import org.sessiontoken.hardening.ReadinessMetricsConfiguration;
import org.sessiontoken.hardening.SecurityHeadersConfiguration;
import org.sessiontoken.tracing.TracingConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The HTTP side of the adapter, with Spring Boot's auto-configuration but for four parts.
 *
 * <p>Error pages are excluded because every error response carries problem details. The others would add a filter or a
 * resolver to the path of each request and nothing to its response: observations, since the adapter measures its requests
 * itself, the character encoding of requests, since all of them are read as bytes, and multipart bodies, since there are
 * none.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
        exclude = {
            ErrorMvcAutoConfiguration.class,
            HttpEncodingAutoConfiguration.class,
            MultipartAutoConfiguration.class,
            WebMvcObservationAutoConfiguration.class
        })
@Import({
    BackgroundConfiguration.class,
    BodyConfiguration.class,
    CallerConfiguration.class,
    CertificateConfiguration.class,
    DiscoveryConfiguration.class,
    HeaderConfiguration.class,
    OpenApiConfiguration.class,
    ProblemConfiguration.class,
    ReadinessMetricsConfiguration.class,
    RequestConfiguration.class,
    ResponseConfiguration.class,
    SecurityHeadersConfiguration.class,
    ServerConfiguration.class,
    SessionTokenConfiguration.class,
    SignOnConfiguration.class,
    TracingConfiguration.class
})
class WebConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Of the certificates that callers are shown, and of those for Kafka. */
    @Bean
    BackgroundTaskLifecycle certificateReload(FollowedBundles bundles) {
        return new BackgroundTaskLifecycle("certificate-reload", () -> bundles);
    }
}
