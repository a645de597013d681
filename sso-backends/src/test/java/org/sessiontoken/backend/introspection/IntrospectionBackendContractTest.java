package org.sessiontoken.backend.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sessiontoken.backend.TestRequests;
import org.sessiontoken.sso.LogRecorder;
import org.sessiontoken.sso.SsoBackend;
import org.sessiontoken.sso.SsoBackendContract;
import org.sessiontoken.sso.SsoOutcome;
import org.sessiontoken.sso.SsoOutcome.Authenticated;
import org.sessiontoken.sso.SsoOutcome.Forbidden;
import org.sessiontoken.sso.SsoOutcome.Unauthorised;
import org.sessiontoken.sso.SsoOutcome.Unavailable;
import org.sessiontoken.sso.SsoRequest;
import org.sessiontoken.sso.TestBackendContext;
import org.sessiontoken.value.AccountId;
import org.sessiontoken.value.Secret;

/** Against an authorisation server that is one. */
class IntrospectionBackendContractTest extends SsoBackendContract {

    @TempDir
    static Path folder;

    private static AuthorizationServer server;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        server = new AuthorizationServer();
        token = server.issue("watch");
        Files.writeString(folder.resolve("secret"), AuthorizationServer.BROKER_SECRET + "\n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected SsoBackend createBackend() {
        return backend(Map.of());
    }

    @Override
    protected SsoRequest genuineRequest() {
        return request(token);
    }

    @Override
    protected List<Secret> secrets() {
        return List.of(Secret.ofText(AuthorizationServer.BROKER_SECRET));
    }

    @Nested
    class AToken {

        @Test
        void standsForItsSubject() {
            assertThat(ask(Map.of(), token)).isEqualTo(new Authenticated(new AccountId(AuthorizationServer.ACCOUNT)));
        }

        @Test
        void isNotActiveOnceItIsRevoked() {
            String revoked = server.issue("watch");
            server.revoke(revoked);

            assertThat(ask(Map.of(), revoked)).isEqualTo(new Unauthorised(IntrospectionReason.TOKEN_NOT_ACTIVE.code()));
        }

        @Test
        void isExpiredForARequestMadeAfterItsEnd() {
            SsoRequest late = TestRequests.request(
                    Map.of("AccessToken", token), Instant.now().plusSeconds(31 * 60));

            try (SsoBackend backend = backend(Map.of())) {
                assertThat(TestRequests.ask(backend, late))
                        .isEqualTo(new Unauthorised(IntrospectionReason.TOKEN_EXPIRED.code()));
            }
        }

        @Test
        void needsTheScopeThatIsRequired() {
            assertThat(ask(Map.of("required-scope", "watch"), token)).isInstanceOf(Authenticated.class);
            assertThat(ask(Map.of("required-scope", "record"), token))
                    .isEqualTo(new Forbidden(IntrospectionReason.MISSING_SCOPE.code()));
        }

        @Test
        void isOfTheIssuerAndForTheAudienceThatItSays() {
            assertThat(ask(Map.of("issuer", "https://login.example", "audience", AuthorizationServer.ACCOUNT), token))
                    .isInstanceOf(Authenticated.class);
            assertThat(ask(Map.of("issuer", "https://other.example"), token))
                    .isEqualTo(new Unauthorised(IntrospectionReason.WRONG_ISSUER.code()));
            assertThat(ask(Map.of("audience", "somebody-else"), token))
                    .isEqualTo(new Unauthorised(IntrospectionReason.WRONG_AUDIENCE.code()));
        }
    }

    @Nested
    class TheBrokerItself {

        @ParameterizedTest
        @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
        void isKnownByItsSecretInEitherWay(String way) {
            assertThat(ask(Map.of("client-authentication", way), token)).isInstanceOf(Authenticated.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"client_secret_basic", "client_secret_post"})
        void isRefusedWithAnotherSecretAndThatIsLogged(String way) {
            Map<String, String> options = new HashMap<>(options(Map.of("client-authentication", way)));
            options.remove("client-secret-file");
            options.put("client-secret", "another-secret");

            try (LogRecorder logs = new LogRecorder("org.sessiontoken");
                    SsoBackend backend = create(options)) {
                assertThat(TestRequests.ask(backend, request(token)))
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                outage -> assertThat(outage.reason())
                                        .isEqualTo(IntrospectionReason.CLIENT_REFUSED.code()));
                assertThat(logs.text())
                        .contains("refuses the broker itself (status 401)")
                        .doesNotContain("another-secret", token);
            }
        }
    }

    private static SsoOutcome ask(Map<String, String> more, String token) {
        try (SsoBackend backend = backend(more)) {
            return TestRequests.ask(backend, request(token));
        }
    }

    private static SsoRequest request(String token) {
        return TestRequests.request(Map.of("AccessToken", token), Instant.now());
    }

    private static SsoBackend backend(Map<String, String> more) {
        return create(options(more));
    }

    private static SsoBackend create(Map<String, String> options) {
        return TestBackendContext.with(options).create(new IntrospectionFactory());
    }

    private static Map<String, String> options(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of(
                "introspection-uri",
                server.introspectionUri().toString(),
                "client-id",
                AuthorizationServer.BROKER,
                "client-secret-file",
                folder.resolve("secret").toString()));
        options.putAll(more);
        return options;
    }
}
