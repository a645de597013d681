package org.sessiontoken.backend.introspection;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.CharacterEncodingFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Spring Authorization Server on a port of its own, with beans written out: nothing configures itself here, and so
 * nothing of it reaches the broker.
 */
final class AuthorizationServer implements AutoCloseable {

    /** The account is the client that gets a token for itself. */
    static final String ACCOUNT = "account-1";

    /** Characters that get through only where both sides encode them (RFC 6749, section 2.3.1). */
    static final String BROKER = "broker:nagra";

    static final String BROKER_SECRET = "s3cret +/%&=:é";

    private static final String ACCOUNT_SECRET = "account-secret";

    private final ServletWebServerApplicationContext context;

    AuthorizationServer() {
        this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=authorization-server", "spring.main.banner-mode=off")
                .run();
    }

    URI introspectionUri() {
        return at("/oauth2/introspect");
    }

    /** Has a token issued. */
    String issue(String scope) {
        String answer = post(
                        "/oauth2/token",
                        ACCOUNT,
                        ACCOUNT_SECRET,
                        Map.of("grant_type", "client_credentials", "scope", scope))
                .body();
        return new JsonMapper().readTree(answer).path("access_token").stringValue();
    }

    void revoke(String token) {
        post("/oauth2/revoke", ACCOUNT, ACCOUNT_SECRET, Map.of("token", token));
    }

    private HttpResponse<String> post(String path, String client, String secret, Map<String, String> form) {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.US_ASCII));
        HttpRequest request = HttpRequest.newBuilder(at(path))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(context.getWebServer()).getPort() + path);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Beans {

        @Bean
        TomcatServletWebServerFactory webServerFactory() {
            TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
            // Tomcat asks no filter about a path that no servlet is behind.
            factory.setRegisterDefaultServlet(true);
            return factory;
        }

        @Bean
        FilterRegistrationBean<CharacterEncodingFilter> utf8() {
            FilterRegistrationBean<CharacterEncodingFilter> filter =
                    new FilterRegistrationBean<>(new CharacterEncodingFilter("UTF-8"));
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return filter;
        }

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> http.securityMatcher(server.getEndpointsMatcher()))
                    .build();
        }

        /** As they are: the usual hash would be recomputed for each introspection, and costs a tenth of a second. */
        @Bean
        PasswordEncoder clientSecrets() {
            return new PasswordEncoder() {
                @Override
                public String encode(@Nullable CharSequence secret) {
                    return String.valueOf(secret);
                }

                @Override
                public boolean matches(@Nullable CharSequence secret, @Nullable String kept) {
                    return encode(secret).equals(kept);
                }
            };
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder()
                    .issuer("https://login.example")
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            RegisteredClient account = RegisteredClient.withId(ACCOUNT)
                    .clientId(ACCOUNT)
                    .clientSecret(ACCOUNT_SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .scope("watch")
                    .scope("record")
                    .tokenSettings(TokenSettings.builder()
                            .accessTokenFormat(OAuth2TokenFormat.REFERENCE)
                            .accessTokenTimeToLive(Duration.ofMinutes(30))
                            .build())
                    .build();
            RegisteredClient broker = RegisteredClient.withId(BROKER)
                    .clientId(BROKER)
                    .clientSecret(BROKER_SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build();
            return new InMemoryRegisteredClientRepository(account, broker);
        }
    }
}
