package org.sessiontoken.console.access;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.Optional;
import org.sessiontoken.console.index.AccountHashes;
import org.sessiontoken.console.recording.AccessGate;
import org.sessiontoken.console.recording.AccessRecorder;
import org.sessiontoken.console.recording.RecordedAccess;
import org.sessiontoken.console.role.Role;
import org.sessiontoken.console.role.SessionRights;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.web.filter.RelativeRedirectFilter;

/** The chain of filters that every request passes, and what it needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessProperties.class, OidcProperties.class})
public class AccessConfiguration {

    @Bean
    SecurityFilterChain consoleSecurity(
            HttpSecurity http,
            AccessProperties properties,
            OidcProperties oidc,
            SignInMethods methods,
            SignInAttempts attempts,
            SignInPage page,
            SignInResults results,
            AccessGate gate,
            SessionRights rights) {
        methods.providers().forEach(http::authenticationProvider);
        http.authorizeHttpRequests(paths -> paths.dispatcherTypeMatchers(DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers(SignInPage.PATH, SignInPage.PATH + "/**", "/actuator/health/**")
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/prometheus")
                        .permitAll()
                        .requestMatchers("/api/export", "/api/export/**", "/api/account-hashes")
                        .hasRole(Role.AUDITOR.code())
                        .requestMatchers(HttpMethod.POST, "/api/dead-letters/**")
                        .hasRole(Role.AUDITOR.code())
                        .anyRequest()
                        .hasAnyRole(Role.VIEWER.code(), Role.AUDITOR.code()))
                .headers(headers -> BrowserHeaders.configure(headers, properties.isSecure()))
                .csrf(AccessConfiguration::exceptSignIn)
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .formLogin(form -> form.loginPage(SignInPage.PATH)
                        .successHandler(results::succeeded)
                        .failureHandler(results::failed))
                .logout(signOut -> signOut.logoutUrl("/sign-out")
                        .logoutSuccessHandler((request, response, user) ->
                                response.sendRedirect(SignInPage.path(SignInPage.Notice.SIGNED_OUT))))
                .exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                                (request, response, needed) -> results.needed(request, response))
                        .accessDeniedHandler((request, response, denied) ->
                                AccessProblem.of(denied).write(response)))
                .addFilterBefore(ownRedirects(), SecurityContextHolderFilter.class)
                .addFilterAfter(new SessionBounds(rights), SecurityContextHolderFilter.class)
                .addFilterBefore(new SameOrigin(properties.publicUrl()), CsrfFilter.class)
                .addFilterBefore(new SignInLimit(attempts, page), UsernamePasswordAuthenticationFilter.class)
                .addFilterAfter(new ViewerFilter(), AuthorizationFilter.class)
                .addFilterAfter(gate, ViewerFilter.class);
        if (oidc.isConfigured()) {
            OidcSignIn provider = new OidcSignIn(oidc, properties.publicUrl());
            http.oauth2Login(login -> provider.configure(login, results));
        }
        return http.build();
    }

    /** A server would put the host that the request names before the path; whoever sends the request could name any. */
    private static RelativeRedirectFilter ownRedirects() {
        RelativeRedirectFilter redirects = new RelativeRedirectFilter();
        redirects.setRedirectStatus(HttpStatus.FOUND);
        return redirects;
    }

    /** Its page is the same for everybody and has no token; {@link SameOrigin} protects it. */
    private static void exceptSignIn(CsrfConfigurer<HttpSecurity> csrf) {
        csrf.ignoringRequestMatchers(SignInPage.PATH);
    }

    /** Spring Boot adds a valve of its own to the same pipeline. This one is inside it, and therefore reports first. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> refusedByServer() {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new RefusedByServer()));
    }

    @Bean(initMethod = "check", destroyMethod = "close")
    SignInMethods signInMethods(AccessProperties properties) {
        return new SignInMethods(
                Optional.ofNullable(properties.usersFile()).map(UsersFile::new),
                Optional.ofNullable(properties.oneTimeLinkFile()).map(OneTimeLinks::new));
    }

    @Bean
    SessionRights sessionRights(SignInMethods methods, AccessProperties properties, Clock clock) {
        return new CurrentRights(methods.users(), properties.maxSessionAge(), clock);
    }

    @Bean
    OneTimeLinkOpening oneTimeLinkOpening(SignInMethods methods, AccessProperties properties) {
        return new OneTimeLinkOpening(methods.links(), Optional.ofNullable(properties.publicUrl()));
    }

    @Bean
    SignInAttempts signInAttempts(AccessProperties properties) {
        return new SignInAttempts(properties.maxSignInAttempts());
    }

    @Bean
    SignInPage signInPage(SignInMethods methods, OidcProperties oidc) {
        return new SignInPage(
                methods.users().isPresent(),
                oidc.isConfigured(),
                methods.links().isPresent());
    }

    @Bean
    SignInResults signInResults(
            SignInAttempts attempts,
            AccessProperties properties,
            AccessRecorder recorder,
            RecordedAccess accesses,
            MeterRegistry meters) {
        return new SignInResults(attempts, new ReturnPath(properties.isSecure()), recorder, accesses, meters);
    }

    @Bean
    SignInEndpoint signInEndpoint(SignInPage page) {
        return new SignInEndpoint(page);
    }

    @Bean
    MeEndpoint meEndpoint() {
        return new MeEndpoint();
    }

    @Bean
    AccountHashEndpoint accountHashEndpoint(AccountHashes hashes) {
        return new AccountHashEndpoint(hashes);
    }

    /** With the prefix, a browser takes the cookie by TLS and from this host alone. */
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> sessionCookie(AccessProperties properties) {
        return factory -> factory.addInitializers(context -> {
            context.getSessionCookieConfig().setName(properties.isSecure() ? "__Host-console" : "console");
            context.getSessionCookieConfig().setSecure(properties.isSecure());
        });
    }
}
