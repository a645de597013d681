package org.sessiontoken.backend.oidc;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real OpenID provider, Spring Authorization Server, on a port of its own. Its beans are written out: nothing configures
 * itself here, and so nothing of it reaches the broker.
 */
final class OpenIdProvider implements AutoCloseable {

    /** Who signs in. */
    static final String ACCOUNT = "alice";

    /** The client that they sign in to, and so the audience of their ID tokens. */
    static final String CLIENT = "ags";

    private static final String PASSWORD = "password";
    private static final String CLIENT_PASSWORD = "client-password";
    private static final String REDIRECTION = "http://127.0.0.1/signed-in";
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServletWebServerApplicationContext context;

    private volatile JWKSet keys = generate("key-1");

    OpenIdProvider() {
        JWKSource<SecurityContext> published = (selector, never) -> selector.select(keys);
        this.context = (ServletWebServerApplicationContext) new SpringApplicationBuilder(Beans.class)
                .web(WebApplicationType.SERVLET)
                .properties("spring.config.name=openid-provider", "spring.main.banner-mode=off")
                .initializers(fresh -> fresh.getBeanFactory().registerSingleton("keys", published))
                .run();
    }

    String issuer() {
        return "http://127.0.0.1:"
                + Objects.requireNonNull(context.getWebServer()).getPort();
    }

    /** Has the account sign in, with the authorization code flow, and gives back the ID token. */
    String idToken() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/oauth2/authorize?"
                        + form(Map.of(
                                "response_type",
                                "code",
                                "client_id",
                                CLIENT,
                                "scope",
                                OidcScopes.OPENID,
                                "redirect_uri",
                                REDIRECTION))))
                .header("Authorization", basic(ACCOUNT, PASSWORD)));
        Matcher code = CODE.matcher(answer.headers().firstValue("Location").orElse(""));
        if (!code.find()) {
            throw new IllegalStateException("no code, but status " + answer.statusCode());
        }
        return token(
                "id_token",
                Map.of("grant_type", "authorization_code", "code", code.group(1), "redirect_uri", REDIRECTION));
    }

    /** An access token that the client gets for itself. */
    String accessToken() {
        return token("access_token", Map.of("grant_type", "client_credentials"));
    }

    /** Signs with a new key from now on, and publishes nothing but that. */
    void rotate() {
        keys = generate("key-" + System.nanoTime());
    }

    private String token(String member, Map<String, String> grant) {
        String form = form(grant) + "&" + form(Map.of("client_id", CLIENT, "client_secret", CLIENT_PASSWORD));
        String answer = send(HttpRequest.newBuilder(at("/oauth2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)))
                .body();
        return new JsonMapper().readTree(answer).path(member).stringValue();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private URI at(String path) {
        return URI.create(issuer() + path);
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.US_ASCII));
    }

    private static JWKSet generate(String kid) {
        try {
            JWK key = new RSAKeyGenerator(2048).keyID(kid).generate();
            return new JWKSet(key);
        } catch (JOSEException unsupported) {
            throw new IllegalStateException(unsupported);
        }
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
            // Filters do all the work here, and are asked only where some servlet could be.
            factory.setRegisterDefaultServlet(true);
            return factory;
        }

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> {
                        http.securityMatcher(server.getEndpointsMatcher());
                        server.oidc(withDefaults());
                    })
                    // There is no login page: the account authenticates each request with its password.
                    .addFilterAfter(passwords(), SecurityContextHolderFilter.class)
                    .build();
        }

        private static BasicAuthenticationFilter passwords() {
            UserDetails account = User.withUsername(ACCOUNT)
                    .password("{noop}" + PASSWORD)
                    .roles("CUSTOMER")
                    .build();
            return new BasicAuthenticationFilter(
                    new ProviderManager(new DaoAuthenticationProvider(new InMemoryUserDetailsManager(account))));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> tenant() {
            return token -> token.getClaims().claim("tenant", "nagra");
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + CLIENT_PASSWORD)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .redirectUri(REDIRECTION)
                    .scope(OidcScopes.OPENID)
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(false).build())
                    .build());
        }
    }
}
