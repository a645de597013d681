package org.sessiontoken.console.access;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sessiontoken.setting.TextBytes;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.oidc.OidcScopes;

/**
 * Sign-in by OpenID Connect: the authorisation code flow with PKCE. The provider is asked for its settings when somebody first
 * signs in, so that the console starts without it.
 */
final class OidcSignIn {

    private static final String START = SignInPage.PATH + "/oidc";
    private static final String CALLBACK = SignInPage.PATH + "/callback";
    private static final String REGISTRATION = "console";

    private final OidcProperties properties;
    private final @Nullable URI publicUrl;

    OidcSignIn(OidcProperties properties, @Nullable URI publicUrl) {
        this.properties = properties;
        this.publicUrl = publicUrl;
    }

    void configure(OAuth2LoginConfigurer<HttpSecurity> login, SignInResults results) {
        ClientRegistrationRepository registrations = new SupplierClientRegistrationRepository(
                () -> new InMemoryClientRegistrationRepository(registration()));
        DefaultOAuth2AuthorizationRequestResolver requests =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, START);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        login.loginPage(SignInPage.PATH)
                .loginProcessingUrl(CALLBACK)
                .clientRegistrationRepository(registrations)
                .authorizedClientRepository(new NoAuthorizedClients())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests))
                .redirectionEndpoint(endpoint -> endpoint.baseUri(CALLBACK))
                .userInfoEndpoint(endpoint -> endpoint.oidcUserService(new OidcRoles(properties)))
                .successHandler(results::succeeded)
                .failureHandler(results::failed);
    }

    private ClientRegistration registration() {
        Set<String> scopes = new LinkedHashSet<>(List.of(OidcScopes.OPENID));
        scopes.addAll(properties.scopes());
        String console = publicUrl == null ? "{baseUrl}" : publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
        return ClientRegistrations.fromIssuerLocation(
                        Objects.requireNonNull(properties.issuerUri()).toString())
                .registrationId(REGISTRATION)
                .clientId(properties.clientId())
                .clientSecret(secret(Objects.requireNonNull(properties.clientSecretFile())))
                .scope(scopes)
                .redirectUri(console + CALLBACK)
                .build();
    }

    private static String secret(Path file) {
        try {
            return TextBytes.decode(Files.readAllBytes(file))
                    .map(TextBytes::trim)
                    .orElseThrow(() -> new IllegalStateException("file " + file + " must be text in UTF-8"));
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "file " + file + " cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }
}
